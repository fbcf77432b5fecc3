"""What looks like a deadline and is none: FIELD.md §4, classes 16–18."""

import pytest

from normalize.clean import plain
from normalize.deadlines import find_deadlines
from normalize.structure import zones
from tests.normalize.test_deadlines_absolute import read

TRAPS = [
    # documents, their dates, their effect
    "Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo;",
    "Thông tư này có hiệu lực thi hành kể từ ngày 15/5/2024.",
    "Quyết định này có hiệu lực từ ngày 01/7/2024 đến hết ngày 31/12/2024.",
    "Kế hoạch này được áp dụng từ năm học 2024-2025.",
    "Thông tư thực hiện từ năm học 2024-2025 thay thế các quy định trước đây.",
    "Giấy chứng nhận có giá trị trong thời hạn 02 năm kể từ ngày cấp.",
    "Từ ngày 01/7/2025, chính quyền địa phương được tổ chức theo mô hình hai cấp.",
    "Giấy phép có thời hạn 05/10/2024.",
    "Hồ sơ gửi đến sau 15 giờ thì được tính là nhận vào ngày làm việc kế tiếp.",
    "Kiểm tra cuối học kỳ I từ ngày 26/12/2024 đến hết ngày 07/01/2025.",
    "09/12/2024: Tổng kết, tuyên dương các đội.",
    "07/12/2024: Chung kết cấp trường (thuyết trình trực tiếp).",
    # past events
    "Ngày 15/3 vừa qua, Phòng đã tổ chức hội thi giáo viên giỏi.",
    "Các trường đã hoàn thành việc rà soát trước ngày 15/01/2024.",
    "Trong năm học trước, 95% học sinh đạt chuẩn.",
    "Tính đến hết ngày 31/12/2023, toàn tỉnh có 320 trường đạt chuẩn.",
    "Số liệu tính đến ngày 30/9/2024 theo báo cáo thống kê.",
    "Trong tháng 02/2024, các trường đã báo cáo đầy đủ.",
    "Sở đã có công văn yêu cầu các trường hoàn thành báo cáo trước ngày 15/01/2024.",
    "Triển khai các nhiệm vụ trọng tâm trong năm 2024.",
    "Tăng cường kỷ luật, kỷ cương trong năm 2024.",
    "Trong các ngày 08 và 09 tháng 11 năm 2024, lãnh đạo Sở đã dự lễ và kiểm tra các trường.",
    "Kể từ ngày 15/3/2024, người đang thực hiện chế độ tập sự được giữ nguyên chế độ.",
    "Trường hợp cá nhân nhận tiền thù lao, báo cáo viên trước ngày 19/4/2024 từ nhiệm vụ thì khoản này tính vào thu nhập.",
    "Chất thải được lưu giữ, thu gom trong thời gian không quá 48 giờ trước khi chuyển giao cho đơn vị vận chuyển.",
    "Công bố kết quả đạt được trong năm 2024.",
    "Chỉ số giá do Cơ quan Thống kê ban hành trong tháng 12 năm (j-1) không vượt quá 2,5%.",
    "Tổ chức lễ cưới tại một địa điểm, trong thời gian một ngày.",
    "Thời gian thực hiện thí điểm: 05 năm kể từ thời điểm Nghị quyết có hiệu lực.",
    # eligibility
    "Rà soát người hưởng lương hưu, trợ cấp bảo hiểm, trợ cấp hằng tháng trước ngày 01/7/2023.",
    "Việc giảm lãi suất áp dụng đối với các khoản vay có dư nợ từ ngày 01/10/2024 đến hết ngày 31/12/2024.",
    "Tính đến ngày 31/12/2024 không quá 45 tuổi.",
    "Thí sinh sinh từ ngày 01/01/2010 đến ngày 31/12/2012.",
    "Giáo viên được tuyển dụng trước ngày 01/7/2025 thì được xét thăng hạng.",
    "Sinh viên đăng ký tối đa không quá 3/2 khối lượng trung bình một học kỳ.",
    "Không phải tham gia bồi dưỡng: nhà giáo nghỉ hưu trước ngày 31/5/2025; nhà giáo đi học tập trung.",
    "Không cử giáo viên thôi việc trước ngày 01/6/2025 đi bồi dưỡng.",
    "Giáo viên mới tuyển dụng trước ngày 15/12/2024 cũng phải hoàn thành chương trình.",
    "Những người chuyển công tác trước ngày 15/12/2024 bàn giao tài khoản cho trường mới.",
    "Người có chứng chỉ cấp trước ngày 15/12/2024 phải nộp bản sao.",
    "Giáo viên trước ngày 31/12/2024 đủ tuổi nghỉ hưu không phải nộp bài.",
    "Người đủ 55 tuổi trước ngày 01/01/2025 không phải tham dự.",
    "Có chứng nhận sức khỏe cấp trong thời hạn 06 tháng trước ngày nộp hồ sơ.",
    "Có thời gian công tác liên tục 03 năm tính đến thời điểm xét.",
    "Đối với hồ sơ nộp sau ngày 15/5/2024 thì không xem xét.",
    "Từ 8 giờ ngày 09/3/2024, cấm đường để tổ chức lễ hội.",
    "Trường đã tạm dừng dạy học từ 7 giờ ngày 05/3/2024.",
    "Lễ khai mạc từ 8 giờ ngày 09/3/2024; cấm hút thuốc.",
    "Dừng xe từ 7 giờ ngày 09/3/2024 tại cổng trường.",
    "Thủ quỹ phải mở sổ quỹ để ghi sổ hàng ngày, liên tục theo trình tự phát sinh.",
    "Kẻ một đường liền dài bằng từ 1/3 đến 1/2 độ dài dòng chữ và hoàn thành bản in.",
    "Bệnh nhân uống thuốc 4 giờ một lần.",
    # names of days and years
    "Viết bài chào mừng ngày Nhà giáo Việt Nam 20/11/2024.",
    "Kỷ niệm 49 năm ngày Giải phóng miền Nam (30/4/1975 - 30/4/2024).",
    "Nghỉ lễ 30/4 – 01/5 theo quy định.",
    "Kế hoạch bồi dưỡng năm học 2024-2025 được ban hành trong năm.",
    "Tổ chức bồi dưỡng giáo viên trên địa bàn tỉnh trong năm 2024.",
    "Sở đang xây dựng Kế hoạch bồi dưỡng giáo viên giai đoạn 2024-2030.",
    # meetings and events
    "Thời gian: 14h00 ngày 20/5/2024; địa điểm: Hội trường Sở.",
    "Thời gian tổ chức: 7 giờ 30 phút, ngày 14/5/2024 (thứ Ba).",
    "Từ 7h30, ngày 09/5/2024: Họp bậc Mầm non tại trường Mầm non Hoa Sen.",
    "Khai mạc hội thi vào ngày 20/5/2024 tại Nhà thi đấu.",
    "Lịch khảo sát 3 môn: Ngày 30/7/2024.",
    "Thời gian tập huấn: từ ngày 05/8/2024 đến ngày 07/8/2024.",
    "Thời gian lên xe: 8h ngày 19/11/2024.",
    "Trường mở cửa từ 7 giờ đến 17 giờ hằng ngày.",
    # adjectives, not recurrences
    "Kinh phí bồi dưỡng được dự toán trong kinh phí chi thường xuyên hằng năm.",
    "Người cao tuổi được hưởng trợ cấp hằng tháng.",
    "Thực hiện nhiệm vụ pháp chế hàng năm theo quy định.",
    "Kế hoạch phát triển giáo dục hàng năm của huyện.",
    "Báo cáo định kỳ, đột xuất khi có yêu cầu.",
    # consequences, lapses, cases
    "Sau ngày 15/8/2024, hệ thống sẽ khóa chức năng này.",
    "Quá thời hạn 05 ngày kể từ ngày thông báo mà không nộp thì bị loại.",
    "Sau 30 ngày kể từ ngày thông báo, nếu không có ý kiến thì coi như đồng ý.",
    # measures that only look like time
    "Mỗi lớp 16 ngày; 40 tiết, gồm 3/4 thời lượng thực hành.",
    "Điện thoại 02713.123456, kinh phí 1.500.000 đồng, mục 9.2, lớp 4/5.",
    "Thời gian đào tạo là 02 năm.",
    "Nhiệm kỳ của Hội đồng trường là 05 năm.",
    "Tỉ lệ sinh viên có việc làm trong khoảng thời gian 12 tháng kể từ khi tốt nghiệp.",
    "Không được tuyển sinh trong thời hạn 05 năm kể từ khi có kết luận vi phạm.",
    "Dữ liệu được nộp trước ngày 15 của tháng dự báo.",
    # shares that look like days
    "Phân loại mái nhà: hỏng từ 1/4 đến 1/2 diện tích, sửa chữa và báo cáo.",
    "Phân loại theo tỉ lệ: dưới 1/4, từ 1/4 đến 1/2, trên 1/2; nộp báo cáo.",
    "Hoàn thành việc cắt giảm biên chế từ 1/5 đến 1/3.",
    "Hoàn thành trong 1/4 đến 1/2 ngày.",
    # forms and promises
    "Hồ sơ nộp trước ngày ….. tháng ….. năm 20…..",
    "Gửi báo cáo về Phòng trước ngày ......./......./2024.",
    "Sở sẽ có Công văn hướng dẫn sau, các đơn vị báo cáo kịp thời theo quy định.",
    "Ví dụ: nhà trường nộp hồ sơ trước ngày 15/5/2024 thì được xét ngay.",
    # caps, rights, routines
    "Ngày 20/11 hằng năm, các trường tổ chức lễ kỷ niệm.",
    "Rà soát hộ nghèo theo quy trình rà soát hộ nghèo hằng năm.",
    "Giấy chứng nhận đủ điều kiện hành nghề được Sở Y tế cấp từ ngày 21/7/2024 đến trước ngày 21/01/2025.",
    "Kết thúc mỗi mô đun, người học được cơ sở đào tạo cấp chứng chỉ đã hoàn thành mô đun.",
    "Thực hiện chế độ báo cáo hằng năm và đột xuất.",
    "Phạm nhân được nhận quà do thân nhân gửi không quá 02 lần trong 01 tháng.",
    "Mỗi năm, giáo viên được hỗ trợ 100% tiền mua tài liệu và tổ chức bồi dưỡng.",
    "Trước mỗi chuyến bay, người khai thác tàu bay phải kiểm tra an ninh.",
    "Kế toán phải khóa sổ vào cuối mỗi ngày.",
    "Ban hành quyết định kết thúc từng chương trình, dự án và gửi báo cáo.",
    "Thực hiện các công việc theo phân công ít nhất là bốn giờ mỗi ngày làm việc;",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_gives_nothing(text):
    assert [d.text for d in read(text)] == []


@pytest.mark.parametrize("text", [t for t in TRAPS if "vào ngày" not in t and "Các trường đã" not in t])
def test_a_trap_gives_nothing_without_a_header_either(text):
    assert [d.text for d in read(text, issued=None)] == []


def test_letterhead_and_closing_are_not_read():
    text = "\n".join(
        [
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO HOA LƯ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 12/SGDĐT-VP",
            "Hoa Lư, ngày 04 tháng 3 năm 2024",
            "V/v nộp báo cáo trước ngày 15/5/2024",
            "Kính gửi: Các phòng Giáo dục và Đào tạo",
            "Đề nghị các phòng gửi báo cáo trước ngày 20/5/2024./.",
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
            "GIÁM ĐỐC",
            "Nguyễn Văn A",
        ]
    )
    part = plain(text)
    assert [d.date for d in find_deadlines(part, zones=zones(part))] == ["2024-05-20"]
