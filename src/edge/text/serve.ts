/** Sentences of `hocba serve`. */
export const serveText = {
  summary:
    'Chạy một vai trò ngoài thực địa. Tệp cấu hình JSON cho biết địa chỉ, cơ sở dữ liệu, khóa và nơi tin cậy.',
  usage: 'serve --role province|ministry --config TỆP',
  roleMissing:
    'Xin cho biết vai trò: --role province (Sở) hoặc --role ministry (Bộ), và --config TỆP.',
  settings: {
    'settings-unreadable': (file: string): string =>
      `Không đọc được tệp cấu hình ${file}. Xin kiểm tra đường dẫn và quyền đọc.`,
    'settings-not-json': (file: string): string =>
      `Tệp cấu hình ${file} không phải là JSON hợp lệ. Xin mở tệp và sửa lại.`,
    'settings-invalid': (file: string, names: readonly string[]): string =>
      `Tệp cấu hình ${file} thiếu, thừa hoặc ghi sai các mục: ${names.join(', ')}. Xin sửa các mục này rồi chạy lại.`,
  },
  ready: (role: string, url: string): string => `Vai trò ${role} đang chạy tại ${url}`,
} as const;
