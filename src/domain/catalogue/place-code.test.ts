import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueDay } from './entry.ts';
import { type PlaceCode, placeCodeOf } from './place-code.ts';

const code = (province: string, commune: string | null = null): PlaceCode => ({
  province,
  commune,
});

const cases: readonly (readonly [string, string, PlaceCode | null])[] = [
  ['Xã Trường Tân, Thành phố Hải Phòng', '2026-06-01', code('31', '11065')],
  ['Tổ dân phố số 6, Xã Trường Tân, Thành phố Hải Phòng', '2026-06-01', code('31', '11065')],
  ['xã  Trường Tân,thành phố Hải Phòng', '2026-06-01', code('31', '11065')],
  ['Xã Trường Tân, Hải Phòng', '2026-06-01', code('31', '11065')],
  ['Phường Ba Đình, Thành phố Hà Nội', '2026-06-01', code('01', '00004')],
  ['Thành phố Hải Phòng', '2026-06-01', code('31')],
  ['Hải Phòng', '2026-06-01', code('31')],
  ['a province that ended: Hải Dương', '2026-06-01', null],
  ['Tỉnh Hải Dương', '2026-06-01', null],
  ['Tỉnh Hải Dương', '2024-06-01', code('30')],
  ['Tỉnh Bắc Ninh', '2024-06-01', code('27')],
  ['Tỉnh Bắc Ninh', '2026-06-01', code('24')],
  ['Xã Trường Tân, Thành phố Hải Phòng', '2024-06-01', null],
  ['Xã Trường Tân, Huyện Gia Lộc, Tỉnh Hải Dương', '2026-06-01', null],
  ['Xã Trường Tân, Huyện Gia Lộc, Thành phố Hải Phòng', '2026-06-01', null],
  ['Trường Tân, Thành phố Hải Phòng', '2026-06-01', null],
  ['Phường Trường Tân, Thành phố Hải Phòng', '2026-06-01', null],
  ['Xã Trường Tân, Thành phố Hà Nội', '2026-06-01', null],
  ['Xã Trường Tân', '2026-06-01', null],
  ['', '2026-06-01', null],
];

for (const [text, on, expected] of cases) {
  test(`«${text}» on ${on}`, () => {
    assert.deepEqual(placeCodeOf(text, catalogueDay(on)), expected);
  });
}
