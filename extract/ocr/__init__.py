"""Reading page pictures: rasterise, clean, recognise (Tesseract `vie`), lay out, choose page by page."""
