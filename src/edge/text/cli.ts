/** What the program says about itself, whichever command was asked for. */
export const cliText = {
  title: 'Học bạ số: lập, ký, nộp, khóa, tra cứu và xác minh học bạ số.',
  usage: 'Cách dùng: hocba LỆNH [THAM SỐ] [--json]',
  commands: 'Các lệnh:',
  help: 'Xem cách dùng một lệnh: hocba LỆNH --help',
  exitCodes:
    'Mã kết thúc: 0 xong / hợp lệ; 1 bị từ chối / không hợp lệ; 2 chưa xác định; 64 sai cách dùng; 65 không đọc được; 75 thử lại sau.',
  unknown: (name: string): string => `Không có lệnh «${name}». Gõ «hocba» để xem danh sách lệnh.`,
  outage: (code: string, fact: string): string =>
    `Tạm thời chưa thực hiện được (${code}${fact === '' ? '' : `: ${fact}`}). Dữ liệu đã ghi vẫn còn nguyên; xin chạy lại lệnh này sau.`,
  bug: (message: string): string =>
    `Lỗi của chương trình, không phải của dữ liệu: ${message}\nXin báo cho nhóm phát triển; đặt HOCBA_DEBUG=1 rồi chạy lại để có thêm chi tiết.`,
  stopped: 'Đã dừng theo yêu cầu. Chạy lại lệnh để làm tiếp từ chỗ đang dở.',
  fileMissing: (file: string): string => `Không tìm thấy tệp ${file}. Xin kiểm tra lại đường dẫn.`,
  fileUnreadable: (file: string): string =>
    `Không đọc được tệp ${file}. Xin kiểm tra quyền truy cập và thử lại.`,
  notJson: (file: string): string =>
    `Tệp ${file} không phải là JSON hợp lệ. Xin kiểm tra lại nội dung tệp.`,
  oneFile: 'Xin cho đúng một tệp.',
} as const;
