/** How much one workbook may ask of the machine. */
export interface WorkbookLimits {
  readonly fileBytes: number;
  /** Sum of all parts of an .xlsx, unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked to packed, looked at only above `ratioFloorBytes`. */
  readonly ratio: number;
  readonly ratioFloorBytes: number;
  readonly parts: number;
  readonly sheets: number;
  readonly cells: number;
  readonly columns: number;
  readonly timeMs: number;
  readonly heapMb: number;
}

/** A school of 5,000 learners stays far below each of these. */
export const defaultLimits: WorkbookLimits = {
  fileBytes: 32 * 1024 * 1024,
  unpackedBytes: 96 * 1024 * 1024,
  ratio: 300,
  ratioFloorBytes: 8 * 1024 * 1024,
  parts: 2000,
  sheets: 400,
  cells: 2_000_000,
  columns: 1024,
  timeMs: 20_000,
  heapMb: 768,
};
