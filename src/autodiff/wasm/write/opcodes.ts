/**
 * The instructions that kernels are made of, by their names in the specification.
 *
 * Next: locals.ts
 */

/** The types of values. */
export const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;

/** What a local, a parameter or a value on the stack is. */
export type ValueType = keyof typeof TYPES;

/** One byte, no immediate. */
export const PLAIN = {
  unreachable: 0x00,
  return: 0x0f,
  select: 0x1b,
  "i32.eqz": 0x45,
  "i32.eq": 0x46,
  "i32.ne": 0x47,
  "i32.lt_s": 0x48,
  "i32.lt_u": 0x49,
  "i32.gt_s": 0x4a,
  "i32.ge_s": 0x4e,
  "i32.ge_u": 0x4f,
  "f32.eq": 0x5b,
  "f32.ne": 0x5c,
  "f32.lt": 0x5d,
  "f32.gt": 0x5e,
  "i32.ctz": 0x68,
  "i32.add": 0x6a,
  "i32.sub": 0x6b,
  "i32.mul": 0x6c,
  "i32.and": 0x71,
  "i32.or": 0x72,
  "i32.xor": 0x73,
  "i32.shl": 0x74,
  "i32.shr_u": 0x76,
  "f32.abs": 0x8b,
  "f32.neg": 0x8c,
  "f32.sqrt": 0x91,
  "f32.add": 0x92,
  "f32.sub": 0x93,
  "f32.mul": 0x94,
  "f32.div": 0x95,
} as const;

/** The prefix 0xfd and a number, no immediate. */
export const SIMD = {
  "i32x4.splat": 0x11,
  "f32x4.splat": 0x13,
  "i32x4.ge_u": 0x40,
  "f32x4.eq": 0x41,
  "f32x4.ne": 0x42,
  "f32x4.lt": 0x43,
  "f32x4.gt": 0x44,
  "f32x4.le": 0x45,
  "v128.not": 0x4d,
  "v128.and": 0x4e,
  "v128.andnot": 0x4f,
  "v128.or": 0x50,
  "v128.xor": 0x51,
  "v128.bitselect": 0x52,
  "v128.any_true": 0x53,
  "f64x2.nearest": 0x94,
  "i32x4.bitmask": 0xa4,
  "i32x4.shl": 0xab,
  "i32x4.shr_s": 0xac,
  "i32x4.add": 0xae,
  "i32x4.mul": 0xb5,
  "i64x2.shr_u": 0xcd,
  "i64x2.add": 0xce,
  "i64x2.extmul_low_i32x4_u": 0xde,
  "i64x2.extmul_high_i32x4_u": 0xdf,
  "f32x4.neg": 0xe1,
  "f32x4.abs": 0xe0,
  "f32x4.sqrt": 0xe3,
  "f32x4.add": 0xe4,
  "f32x4.sub": 0xe5,
  "f32x4.mul": 0xe6,
  "f32x4.div": 0xe7,
  "f32x4.pmin": 0xea,
  "f32x4.pmax": 0xeb,
  "f64x2.add": 0xf0,
  "f64x2.sub": 0xf1,
  "f64x2.mul": 0xf2,
  "f64x2.div": 0xf3,
  "f32x4.convert_i32x4_s": 0xfa,
  "i32x4.trunc_sat_f64x2_s_zero": 0xfc,
  "f64x2.convert_low_i32x4_s": 0xfe,
  "f32x4.relaxed_madd": 0x105,
} as const;

/** The instructions without immediates. */
export type OpcodeName = keyof typeof PLAIN | keyof typeof SIMD;

/** Above one byte: what the numbers of SIMD are shifted by where both are in one table. */
export const SIMD_FROM = 0x100;

/** One table for both. */
export const OPCODES: Readonly<Record<OpcodeName, number>> = {
  ...PLAIN,
  ...(Object.fromEntries(
    Object.entries(SIMD).map(([name, code]) => [name, SIMD_FROM + code]),
  ) as Record<keyof typeof SIMD, number>),
};

/** Reading memory: an alignment and an offset follow. */
export const LOADS = {
  "i32.load": 0x28,
  "f32.load": 0x2a,
  "v128.load": 0x100,
  "v128.load32_splat": 0x109,
} as const;

/** Writing memory: an alignment and an offset follow. */
export const STORES = {
  "i32.store": 0x36,
  "f32.store": 0x38,
  "v128.store": 0x10b,
} as const;

/** Writing one lane, or two: an alignment, an offset and the number of the lane follow. */
export const LANES = {
  "v128.store32_lane": 0x5a,
  "v128.store64_lane": 0x5b,
} as const;

/** The prefix 0xfd and a number, then a lane. */
export const EXTRACT = {
  "i32x4.extract_lane": 0x1b,
  "f32x4.extract_lane": 0x1f,
  "f32x4.replace_lane": 0x20,
} as const;
