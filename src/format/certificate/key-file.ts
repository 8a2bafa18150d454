/** Tệp khóa PKCS#12 (RFC 7292): why one cannot be used. */
export type KeyFileRefusal =
  | { readonly code: 'key-file-unreadable' }
  | { readonly code: 'key-file-password-wrong' }
  | { readonly code: 'key-file-algorithm-unknown'; readonly oid: string }
  | { readonly code: 'key-file-without-key' }
  | { readonly code: 'key-file-without-certificate' };

/** Vì sao không mở lại được cơ quan chứng thực thử nghiệm: why the demo authority cannot be taken up from its folder. */
export type AuthorityRefusal =
  | { readonly code: 'authority-not-found' }
  | { readonly code: 'authority-passphrase-wrong' }
  | { readonly code: 'authority-damaged'; readonly file: string };
