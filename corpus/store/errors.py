"""What can go wrong with a store, said so that staff know what to do. No message holds words of a dispatch."""

from __future__ import annotations


class StoreError(Exception):
    """Base of all errors of the store; `str(error)` is for staff, `code` for programs (`docs/store.md`)."""

    code = "store"


class StoreLocked(StoreError):
    """Another process has held the store longer than we wait."""

    code = "store_locked"


class StoreFull(StoreError):
    """The disk has no room; nothing of the transaction was kept."""

    code = "store_full"


class StoreDamaged(StoreError):
    """The file is no store, or it is damaged."""

    code = "store_damaged"


class StoreNewer(StoreError):
    """The store was made by a newer version of the program."""

    code = "store_newer"


class StoreUnreachable(StoreError):
    """The server, folder or file can't be reached, or may not be written."""

    code = "store_unreachable"


class StoreMissing(StoreError):
    """A package is missing that this kind of store needs."""

    code = "store_missing"


class NotFound(StoreError):
    """No stored dispatch answers to a reference, or more than one does."""

    code = "store_not_found"


class Refused(StoreError):
    """A correction that can't be applied: an unknown field or fact, or a value that is not valid there."""

    code = "store_refused"


LOCKED = "Kho đang bị chương trình khác giữ quá lâu. Hãy đợi ít phút rồi chạy lại; không có gì bị mất."
FULL = (
    "Ổ đĩa chứa kho đã đầy nên chưa lưu được; những gì đã lưu trước đó vẫn nguyên vẹn. "
    "Hãy giải phóng chỗ trống rồi chạy lại."
)
DAMAGED = (
    "Tệp kho bị hỏng hoặc không phải là kho của congvan. Đừng xóa tệp. Hãy đổi tên tệp ấy để giữ lại, chép bản sao lưu "
    "vào chỗ cũ, hoặc chạy «congvan store add» với các tệp gốc để dựng kho mới; các văn bản gốc không bị ảnh hưởng."
)
NEWER = (
    "Kho này do phiên bản congvan mới hơn tạo ra (bản {revision}). Hãy cập nhật congvan trên máy này, "
    "hoặc dùng kho khác bằng --store."
)
UNREACHABLE = (
    "Không mở được kho. Hãy kiểm tra đường dẫn, quyền ghi của thư mục, hoặc máy chủ PostgreSQL có đang chạy không."
)
MISSING = "Thiếu gói «{package}» cần cho loại kho này. Hãy chạy: uv pip install 'congvan[{extra}]'"
