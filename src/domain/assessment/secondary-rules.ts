/** What Circulars 22/2021 and 43/2021 set differently, and what both set alike. Marks in tenths. */
export interface SecondaryRules {
  /** How many mark subjects must reach the higher limit: 6, or 5 in continuing education (art. 9.2). */
  readonly minCount: number;
  /** Circular 43/2021: whether comment subjects count depends on the reading chosen. */
  readonly continuing: boolean;
}

/** Thông tư 22/2021/TT-BGDĐT: lower and upper secondary schools. */
export const circular22: SecondaryRules = { minCount: 6, continuing: false };
/** Thông tư 43/2021/TT-BGDĐT: continuing education. */
export const circular43: SecondaryRules = { minCount: 5, continuing: true };

export const secondaryRulesOf = (programme: 'TT22' | 'TT43'): SecondaryRules =>
  programme === 'TT22' ? circular22 : circular43;

/** Mức Tốt: every mark reaches `every`, at least minCount reach `count` (art. 9.2a). */
export const goodLimits = { every: 65, count: 80 } as const;
/** Mức Khá (art. 9.2b). */
export const fairLimits = { every: 50, count: 65 } as const;
/** Mức Đạt (art. 9.2c). */
export const passLimits = { every: 35, count: 50 } as const;
/** Mức Đạt tolerates this many comment subjects Chưa đạt; Tốt and Khá none. */
export const passTolerance = 1;
/** ĐTBmcn from which a subject counts for Học sinh Xuất sắc (art. 15.1a). */
export const excellentLimit = 90;
/** How many must: six, under Circular 43/2021 too, whose own article on awards we have not seen. */
export const excellentCount = 6;
/** ĐTBmcn below which a subject may be re-assessed (art. 14). */
export const reassessBelow = 50;
/** Buổi nghỉ học in a year beyond which nobody is promoted (art. 12.1c). */
export const absenceLimit = 45;
