/** Why a whole file was left out. Nothing of it is imported. */
export type FileRefusalCode =
  /** The file has no bytes. */
  | 'empty-file'
  /** Neither .xlsx, .xls nor an HTML table. */
  | 'not-a-workbook'
  /** A workbook of a kind that is not read (.xlsb, XML 2003, Excel 95, OpenDocument). */
  | 'unsupported-format'
  /** The end of the file is missing. */
  | 'truncated-file'
  /** Parts of the file contradict their own checksums or structure. */
  | 'damaged-file'
  /** Opened only with a password. */
  | 'password-protected'
  /** Larger than a school's workbook can be. */
  | 'too-large-file'
  /** Would unpack to more than a school's workbook can hold. */
  | 'too-large-unpacked'
  /** Reading took longer than the limit. */
  | 'too-slow'
  /** No sheet has the columns of a workbook that is known. */
  | 'unknown-layout'
  /** Made for another school year than the one asked for. */
  | 'other-school-year';

/** Tệp bị từ chối. */
export interface FileRefusal {
  readonly file: string;
  readonly code: FileRefusalCode;
  /** A limit, a format or a sheet name, where the sentence needs it. */
  readonly detail: string | null;
}
