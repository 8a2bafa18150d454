/** What the holder reads before the PIN is typed: who asks for how much, and with which certificate. */
export interface PinRequest {
  /** Who asks: the origin of a page, or the name of a program. */
  readonly asker: string;
  /** What the asker calls the batch. Text from outside: whoever shows it makes it harmless first. */
  readonly title: string;
  readonly items: number;
  /** The first few items' titles, from outside as well. */
  readonly someTitles: readonly string[];
  /** The certificate's holder, as the certificate names them. */
  readonly holder: string;
  /** Label and serial number of the token. */
  readonly place: string;
  /** How many wrong PINs the token still bears: tokens tell no number, only that few are left, or one. */
  readonly tries: 'usual' | 'few' | 'last';
}

/**
 * Nơi hỏi mã PIN: asks the holder beside this machine, never over a network. A terminal, or a window of the system.
 * The PIN is the caller's to erase.
 */
export interface PinSource {
  ask(request: PinRequest, signal: AbortSignal): Promise<Uint8Array | 'cancelled'>;
}
