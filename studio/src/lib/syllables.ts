import { pinyin } from 'pinyin-pro';

/** Chinese characters as the syllables that they are read as, without tones: `客户` is `ke`, `hu`. */
export function syllables(han: string): readonly string[] {
  return pinyin(han, { toneType: 'none', type: 'array', v: true });
}
