/** Sentences of `hocba signing-service`. */
export const signingServiceCommandText = {
  summary:
    'Thử dịch vụ kí từ xa theo tệp cấu hình: đăng nhập, liệt kê chứng thư số dùng được, nói rõ chỗ sai.',
  usage: 'signing-service check --settings TỆP [--holder CCCD:SỐ|MST:SỐ] [--json]',
  wrongHolder: (text: string): string =>
    `«${text}» không đúng dạng người kí: CCCD: và 12 chữ số, hoặc MST: và mã số thuế.`,
  openAddress: (url: string): string =>
    `Mở địa chỉ này trong trình duyệt trên máy này để đăng nhập dịch vụ kí và xác nhận:\n${url}`,
  donePage:
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Học bạ số</title><p>Đã nhận xác nhận. Có thể đóng trang này và quay lại chương trình.</p></html>',
  found: (name: string, count: number): string =>
    `Dịch vụ kí ${name} trả lời tốt; có ${count} chứng thư số dùng được:`,
  none: (name: string): string =>
    `Dịch vụ kí ${name} trả lời tốt nhưng không có chứng thư số nào của người kí này. Kiểm tra số định danh đã đăng kí với nhà cung cấp.`,
  labels: {
    name: 'Chủ thể',
    uid: 'Định danh',
    issuer: 'Nơi cấp',
    serial: 'Số chứng thư',
    notAfter: 'Hết hạn',
    algorithm: 'Thuật toán',
    place: 'Nơi giữ khóa',
  },
} as const;
