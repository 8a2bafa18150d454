/** The bench needs software tokens too, and what src needs stands in src. */
export {
  createSoftHsm,
  createSoftHsmToken,
  type NewToken,
  type SoftHsm,
  type SoftToken,
} from '../../src/main/bench/softhsm.ts';
