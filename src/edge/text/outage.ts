import { signingServiceOutageText } from './signing-service.ts';

/** What happened and what to do, for each outage that can reach the command line. */
export const outageText: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  'database-unreachable': [
    'Không kết nối được tới cơ sở dữ liệu.',
    'Kiểm tra máy chủ PostgreSQL và địa chỉ trong cấu hình, rồi chạy lại.',
  ],
  'database-busy': ['Cơ sở dữ liệu đang bận.', 'Chờ ít phút rồi chạy lại.'],
  'database-refused': [
    'Cơ sở dữ liệu từ chối kết nối.',
    'Kiểm tra tên người dùng và mật khẩu trong cấu hình.',
  ],
  'database-exhausted': [
    'Cơ sở dữ liệu hết chỗ hoặc hết tài nguyên.',
    'Giải phóng dung lượng đĩa trên máy chủ dữ liệu, rồi chạy lại.',
  ],
  'database-of-another-version': [
    'Cơ sở dữ liệu ở đây do một phiên bản khác của chương trình lập ra.',
    'Dùng đúng phiên bản đó; với bản trình diễn, có thể xóa thư mục .hocba rồi chạy lại từ đầu.',
  ],
  'postgres-directory-in-use': [
    'Thư mục dữ liệu này đang được một chương trình hocba khác dùng.',
    'Dừng chương trình kia (Ctrl-C ở cửa sổ của nó), hoặc đặt HOCBA_HOME tới thư mục khác.',
  ],
  'postgres-directory-denied': [
    'Không được phép ghi vào thư mục dữ liệu.',
    'Kiểm tra quyền của thư mục, hoặc đặt HOCBA_HOME tới thư mục khác.',
  ],
  'postgres-data-missing': [
    'Thư mục dữ liệu bị thiếu tệp của PostgreSQL.',
    'Khôi phục từ bản sao lưu; với bản trình diễn, xóa thư mục .hocba rồi chạy lại.',
  ],
  'postgres-data-of-other-version': [
    'Dữ liệu ở đây thuộc một phiên bản PostgreSQL khác.',
    'Dùng phiên bản cũ của chương trình để xuất dữ liệu; với bản trình diễn, xóa thư mục .hocba.',
  ],
  'postgres-does-not-start': [
    'Máy chủ PostgreSQL không khởi động được.',
    'Xem tệp server.log trong thư mục dữ liệu để biết lý do.',
  ],
  'postgres-does-not-stop': [
    'Máy chủ PostgreSQL chưa dừng.',
    'Chờ ít phút rồi chạy lại; dữ liệu đã ghi vẫn còn nguyên.',
  ],
  'postgres-initdb-failed': [
    'Không lập được cơ sở dữ liệu mới.',
    'Kiểm tra dung lượng đĩa và quyền của thư mục dữ liệu.',
  ],
  'postgres-not-packaged': [
    'Không có PostgreSQL kèm theo cho hệ điều hành này.',
    'Cài PostgreSQL và đặt DATABASE_URL, hoặc chạy lại lệnh npm để cài đủ gói.',
  ],
  'postgres-refuses-root': [
    'PostgreSQL không chạy bằng quyền quản trị (root) và không có tài khoản thay thế.',
    'Chạy bằng một người dùng thường.',
  ],
  'backup-disk-full': [
    'Ổ đĩa đích hết chỗ hoặc bị lỗi; bản làm dở đã được xóa.',
    'Giải phóng dung lượng hoặc chọn ổ đĩa khác, rồi chạy lại.',
  ],
  'key-file-unreadable': [
    'Không mở được tệp khóa.',
    'Kiểm tra đường dẫn và mật khẩu của tệp PKCS#12 trong cấu hình.',
  ],
  'token-module-unloadable': [
    'Không nạp được phần mềm PKCS#11 của USB token.',
    'Cài lại phần mềm kèm theo token, đúng loại 64 bit, hoặc chỉ tệp khác bằng --module.',
  ],
  'token-module-ended': [
    'Phần mềm của USB token dừng đột ngột.',
    'Rút token, cắm lại rồi kí tiếp; những học bạ đã kí xong vẫn giữ nguyên.',
  ],
  'token-module-hangs': [
    'Phần mềm của USB token không trả lời nên đã bị dừng.',
    'Rút token, cắm lại rồi kí tiếp; những học bạ đã kí xong vẫn giữ nguyên.',
  ],
  'token-failed': [
    'USB token báo lỗi.',
    'Rút token, cắm lại rồi kí tiếp; nếu vẫn vậy, báo mã trong ngoặc cho nơi cấp token.',
  ],
  'agent-port-in-use': [
    'Cổng của trình kí số đang bị chương trình khác dùng.',
    'Nếu trình kí số đã mở ở cửa sổ khác thì dùng cửa sổ đó; nếu không, chọn cổng khác bằng --port.',
  ],
  'agent-home-unreadable': [
    'Không đọc được tệp ghép của trình kí số.',
    'Kiểm tra quyền của tệp, hoặc chọn thư mục khác bằng --home.',
  ],
  'agent-home-unwritable': [
    'Không ghi được tệp ghép của trình kí số.',
    'Kiểm tra quyền của thư mục và chỗ trống trên đĩa, hoặc chọn thư mục khác bằng --home.',
  ],
  'agent-not-paired': [
    'Chương trình này chưa ghép với chương trình kí (hocba agent).',
    'Mở hocba agent trên máy có USB token, rồi chạy hocba pair --code với mã ghép trên cửa sổ đó.',
  ],
  'agent-unreachable': [
    'Không gọi được trình kí số trên máy này.',
    'Mở cửa sổ dòng lệnh, chạy «hocba agent», rồi kí tiếp phần còn lại.',
  ],
  'agent-connection-lost': [
    'Trình kí số dừng giữa chừng.',
    'Chạy lại «hocba agent» rồi kí tiếp: những học bạ đã kí xong vẫn giữ nguyên.',
  ],
  'agent-busy': [
    'Trình kí số đang làm một yêu cầu khác.',
    'Xem cửa sổ của trình kí số: nhập mã PIN hoặc nhấn Ctrl-C để từ chối yêu cầu đó, rồi kí lại.',
  ],
  'agent-unintelligible': [
    'Trình kí số trả lời không đúng giao thức.',
    'Dùng trình kí số cùng phiên bản với chương trình này.',
  ],
  'agent-failed': [
    'Trình kí số gặp lỗi của chính nó.',
    'Chạy lại «hocba agent»; nếu vẫn vậy, báo cho nhóm phát triển.',
  ],
  'register-unreachable': [
    'Không kết nối được tới sổ gốc của Sở.',
    'Kiểm tra mạng và địa chỉ; gửi lại thì không bị trùng.',
  ],
  'register-unavailable': [
    'Sổ gốc của Sở tạm ngừng phục vụ.',
    'Chờ ít phút rồi chạy lại; gửi lại thì không bị trùng.',
  ],
  'register-unintelligible': [
    'Máy chủ trả lời không đúng giao thức của sổ gốc.',
    'Kiểm tra lại địa chỉ của sổ gốc.',
  ],
  'register-lost-message': [
    'Sổ gốc không còn biết bản tin đã gửi.',
    'Báo Sở GDĐT kèm số bản tin và thời điểm gửi.',
  ],
  'role-not-ready': [
    'Một vai trò khởi động quá lâu.',
    'Chạy lại; nếu vẫn vậy, xem thông báo ở trên.',
  ],
  'role-ended-at-start': [
    'Một vai trò dừng ngay khi khởi động.',
    'Xem thông báo của vai trò đó ở trên.',
  ],
  'role-ended': ['Một vai trò đã dừng giữa chừng.', 'Chạy lại để làm tiếp từ chỗ đang dở.'],
  'role-failed': ['Một vai trò không làm được việc được giao.', 'Xem chi tiết rồi chạy lại.'],
  'address-not-free': [
    'Không mở được địa chỉ đã cấu hình: đang có chương trình khác dùng, hoặc không được phép.',
    'Dừng chương trình kia hoặc đổi cổng trong tệp cấu hình.',
  ],
  'role-starting': ['Vai trò đang khởi động.', 'Chờ giây lát rồi thử lại.'],
  'sample-class-unknown': [
    'Trường mẫu không có lớp được nêu trong --classes.',
    'Xem tên lớp trong thư mục samples, ví dụ 6A; ghi nhiều lớp cách nhau bằng dấu phẩy.',
  ],
  'settings-invalid': ['Cấu hình có mục không dùng được.', 'Sửa mục được nêu tên rồi chạy lại.'],
  ...signingServiceOutageText,
  'verification-interrupted': ['Việc xác minh bị ngắt giữa chừng.', 'Chạy lại để làm tiếp.'],
  'log-folder-unreadable': [
    'Không đọc được tệp của nhật ký.',
    'Kiểm tra thư mục, quyền đọc và ổ đĩa, rồi chạy lại.',
  ],
  'worker-failing': ['Bộ xử lý của sổ gốc đang gặp sự cố.', 'Xem nhật ký của sổ gốc.'],
};
