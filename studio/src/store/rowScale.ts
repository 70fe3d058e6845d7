/**
 * Rows of equal height in a page that browsers can lay out: beyond some 17 million px (Firefox; 33 in Chromium) they no longer
 * can, so a longer list is squeezed. Then small steps still move by what was asked, larger ones by the share of the whole.
 */
export interface RowScale {
  /** px of the scrolled content */
  readonly height: number;
  /** Takes a new scrollTop; gives px of the first visible row's place in the unsqueezed list. */
  scroll(top: number): number;
  /** The scrollTop that stands for where the list now is. */
  rest(): number;
  /** The scrollTop that shows a place of the unsqueezed list; it is the place now. */
  show(place: number): number;
}

const most = 12_000_000;

/** `view`: px of the visible part. */
export function createRowScale(count: number, rowHeight: number, view: number): RowScale {
  const whole = count * rowHeight;
  const height = Math.min(whole, most);
  const [range, placeRange] = [Math.max(1, height - view), Math.max(1, whole - view)];
  const toTop = (place: number) => (whole === height ? place : (place / placeRange) * range);
  let top = 0;
  let place = 0;
  return {
    height,
    scroll(next) {
      const step = next - top;
      if (whole === height || Math.abs(step) > view || next <= 0 || next >= range) {
        place = whole === height ? next : (next / range) * placeRange;
      } else {
        place = Math.min(placeRange, Math.max(0, place + step));
      }
      top = next;
      return place;
    },
    rest() {
      top = toTop(place);
      return top;
    },
    show(next) {
      place = Math.min(placeRange, Math.max(0, next));
      top = toTop(place);
      return top;
    },
  };
}
