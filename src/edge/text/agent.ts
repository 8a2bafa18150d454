/** Sentences of `hocba agent`: what the holder of a token reads in its window. */
export const agentText = {
  summary:
    'Trình kí số trên máy này: để trang của trường kí bằng USB token đang cắm. Mã PIN chỉ gõ ở cửa sổ này, không đi qua mạng.',
  usage: 'agent [--port SỐ] [--module TỆP]... [--pair] [--home THƯ_MỤC]',
  portNotNumber: 'Cổng phải là một số từ 1024 đến 65535 (hoặc 0 để máy tự chọn).',
  noTerminal:
    'Trình kí số phải chạy trong một cửa sổ dòng lệnh, vì mã PIN chỉ được gõ ở đó. Mở cửa sổ dòng lệnh rồi chạy lại «hocba agent».',
  noModules:
    'Chưa thấy phần mềm của USB token trên máy này. Cài phần mềm kèm theo token, hoặc chỉ tệp thư viện PKCS#11 bằng --module.',
  moduleMissing: (file: string): string =>
    `Không có tệp thư viện PKCS#11 ${file}. Xin kiểm tra lại đường dẫn sau --module.`,
  ready: (url: string): string => `Trình kí số đang chạy tại ${url} (chỉ máy này gọi được).`,
  modules: (names: readonly string[]): string => `Phần mềm token: ${names.join(', ')}`,
  pairedWith: (origin: string): string =>
    `Đã ghép với ${origin}. Ghép trang khác: chạy lại với --pair.`,
  pairCode: (code: string): string =>
    `Mã ghép: ${code}\nNhập mã này vào trang của trường trong 10 phút. Không đọc mã cho ai qua điện thoại.`,
  paired: (origin: string): string =>
    `Đã ghép với ${origin}. Từ nay chỉ trang này gọi được trình kí số.`,
  stopHint: 'Nhấn Ctrl-C để dừng.',
  request: (asker: string): string => `── Yêu cầu kí từ ${asker}`,
  requestTitle: (title: string): string => `  Việc: ${title}`,
  requestItems: (count: number): string => `  Số chữ kí: ${count}`,
  moreItems: (count: number): string => `    … và ${count} mục nữa`,
  requestCertificate: (holder: string, place: string): string =>
    `  Chứng thư số: ${holder}\n  Token: ${place}`,
  tries: {
    few: '  Chú ý: đã có lần nhập sai mã PIN. Nhập sai vài lần nữa thì token bị khóa.',
    last: '  Chú ý: CHỈ CÒN MỘT LẦN nhập mã PIN; sai nữa thì token bị khóa.',
  },
  pinPrompt: '  Mã PIN (không hiện khi gõ; Enter để kí, Ctrl-C để từ chối): ',
  declined: '  Đã từ chối; không có gì được kí.',
  signing: '  Đang kí…',
  withdrawn: '  Bên yêu cầu đã hủy; không cần nhập mã PIN nữa.',
  ended: (signed: number, items: number): string => `  Đã kí ${signed}/${items}.`,
  cancelled: (signed: number, items: number): string =>
    `  Bên yêu cầu đã dừng; đã kí ${signed}/${items}.`,
} as const;
