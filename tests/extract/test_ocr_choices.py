from dataclasses import replace

from extract.ocr.choices import chosen
from extract.ocr.hocr import Letters, Token, tokens

LINE = "<span class='ocr_line' id='line_1_1' title=\"bbox 10 10 300 40; baseline 0 0; x_size 30\">"
PAGE = f"""
<div class='ocr_page' id='page_1' title='image "-"; bbox 0 0 400 100; ppageno 0; scan_res 200 200'>
 <div class='ocr_carea' id='block_1_1' title="bbox 10 10 300 90">
  <p class='ocr_par' id='par_1_1' lang='vie' title="bbox 10 10 300 90">
   {LINE}
    <span class='ocrx_word' id='word_1_1' title='bbox 10 12 60 38; x_wconf 92'>phô
     <span class='ocrx_cinfo' id='lstm_choices_1_1_1'>
      <span class='ocrx_cinfo' id='choice_1_1_1' title='x_confs 94.2'>p</span></span>
     <span class='ocrx_cinfo' id='lstm_choices_1_1_2'>
      <span class='ocrx_cinfo' id='choice_1_1_2' title='x_confs 90'>h</span></span>
     <span class='ocrx_cinfo' id='lstm_choices_1_1_3'>
      <span class='ocrx_cinfo' id='choice_1_1_3' title='x_confs 93'>ô</span>
      <span class='ocrx_cinfo' id='choice_1_1_4' title='x_confs 68.5'>ổ</span></span>
    </span>
    <span class='ocrx_word' id='word_1_2' title='bbox 70 12 140 38; x_wconf 96'>A&amp;B
     <span class='ocrx_cinfo' id='lstm_choices_1_2_1'>
      <span class='ocrx_cinfo' id='choice_1_2_1' title='x_confs 94.2'> </span></span>
    </span>
   </span>
   <span class='ocr_textfloat' id='line_1_2' title="bbox 10 60 300 90; baseline 0 0">
    <span class='ocrx_word' id='word_1_3' title='bbox 10 62 60 88; x_wconf 50'>x</span>
   </span>
  </p>
 </div>
</div>
"""


def word(text: str, **other: str) -> Token:
    """A word whose letters may be others: `o="ổ60 ồ4"` says what «o»'s place, by the letter read there, may hold."""
    letters: Letters = tuple(
        ((letter, 93.0), *((told[0], float(told[1:])) for told in other.get(letter, "").split())) for letter in text
    )
    return Token(text, 0, 0, 10, 10, 0.92, (1, 1, 1), letters)


def read(*words: Token) -> str:
    return " ".join(token.text for token in chosen(words))


def test_words_and_what_their_letters_may_be() -> None:
    first, second, third = tokens(PAGE)
    assert (first.text, first.left, first.bottom, first.confidence, first.line) == ("phô", 10, 38, 0.92, (1, 1, 1))
    assert first.letters[2] == (("ô", 93.0), ("ổ", 68.5))
    assert second.text == "A&B"
    assert second.letters == ()  # the space before a word is no letter of it
    assert third.line == (1, 1, 2)


def test_the_language_decides_between_letters_that_were_nearly_read() -> None:
    assert read(word("tô", ô="ổ40 ồ10"), word("chức")) == "tổ chức"
    assert read(word("phòng"), word("chông", ô="ồ22 ố9"), word("dịch")) == "phòng chống dịch"


def test_what_is_good_stays() -> None:
    assert read(word("tổ", ổ="ô40 ồ10"), word("chức")) == "tổ chức"
    assert read(word("máy"), word("phô"), word("tô", ô="ổ0")) == "máy phô tô"


def test_without_other_letters_nothing_changes() -> None:
    words = [replace(word("tô"), letters=()), word("chức")]
    assert chosen(words) == words


def test_figures_symbols_and_abbreviations_never_change() -> None:
    assert read(word("số"), word("12/KH-UBND"), word("GDĐT", Đ="D60")) == "số 12/KH-UBND GDĐT"


def test_case_and_points_are_kept() -> None:
    assert read(word("TÔ", Ô="Ổ60 ô90"), word("CHỨC,")) == "TỔ CHỨC,"


def test_eth_is_a_letter_of_print_with_a_stroke() -> None:
    assert read(word("GD&ĐÐT")) == "GD&ĐT"
    assert read(word("QÐ-UBND")) == "QĐ-UBND"


def test_blocks_do_not_speak_to_each_other() -> None:
    left, right = word("tô", ô="ổ5"), replace(word("chức"), line=(2, 1, 1))
    together = chosen([left, replace(right, line=(1, 1, 1))])
    assert together[0].text == "tổ"
    assert [token.line for token in chosen([left, right])] == [(1, 1, 1), (2, 1, 1)]


def test_a_point_in_the_middle_of_a_phrase_is_a_speck() -> None:
    assert read(word("tiếp."), word("công"), word("dân.")) == "tiếp công dân."
    assert read(word("thực"), word("hiện."), word("Các")) == "thực hiện. Các"
    assert read(word("12."), word("và")) == "12. và"


def test_capitals_inside_a_word_and_among_small_letters() -> None:
    assert read(word("mầm"), word("nOn"), word("kinh"), word("tẾ")) == "mầm non kinh tế"
    assert read(word("đơn"), word("VỊ,"), word("địa")) == "đơn vị, địa"
    assert read(word("Luật"), word("TỔ"), word("chức")) == "Luật Tổ chức"
    assert read(word("SỞ"), word("GIÁO"), word("DỤC")) == "SỞ GIÁO DỤC"
    assert read(word("của"), word("UBND"), word("và"), word("GDTrH")) == "của UBND và GDTrH"


def test_a_name_is_not_made_a_commoner_word() -> None:
    assert read(word("Nhâm", m="n0"), word("Dần", ầ="â4")) == "Nhâm Dần"


def test_a_tone_that_was_lost_whole_comes_back_where_the_words_leave_no_doubt() -> None:
    assert read(word("các"), word("tô"), word("chức,"), word("cá"), word("nhân")) == "các tổ chức, cá nhân"
    assert read(word("Nguyễn"), word("Văn"), word("Tô")) == "Nguyễn Văn Tô"
