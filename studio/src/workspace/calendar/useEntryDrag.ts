import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { daysBetween } from '../../store/calendar/days.ts';
import type { Entry, Shift } from '../../store/calendar/entries.ts';

export interface EntryDrag {
  /** What is being dragged, and how far it has come. */
  readonly dragged: { readonly entry: Entry; readonly shift: Shift } | undefined;
  readonly begin: (event: PointerEvent, entry: Entry, part: Shift['part']) => void;
}

/** Where the pointer is: a day, and in a day of hours the minute. */
interface Place {
  readonly day: string;
  readonly minute: number | undefined;
}

const distance = 5;
const touchDelayMs = 260;
/** Minutes that entries snap to. */
const snap = 15;

/**
 * Drags entries over days (`data-day`) and hours (`data-hours`: its height is a day). A finger has to rest first, or it
 * scrolls. Escape leaves everything as it was.
 */
export function useEntryDrag(
  root: RefObject<HTMLElement | null>,
  onDrop: (entry: Entry, shift: Shift) => void,
): EntryDrag {
  const [dragged, setDragged] = useState<EntryDrag['dragged']>();
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  const begin = useCallback(
    (event: PointerEvent, entry: Entry, part: Shift['part']) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      stop.current();
      const from = placeAt(root.current, event.clientX, event.clientY);
      if (!from) return;
      const start = { x: event.clientX, y: event.clientY };
      const isTouch = event.pointerType === 'touch';
      let shift: Shift | undefined;
      let isOn = false;
      const timer = isTouch ? setTimeout(turnOn, touchDelayMs) : undefined;

      function turnOn() {
        isOn = true;
        shift = { part, days: 0, minutes: 0 };
        setDragged({ entry, shift });
      }
      function follow(at: globalThis.PointerEvent) {
        const far = Math.hypot(at.clientX - start.x, at.clientY - start.y) > distance;
        if (!isOn && far && isTouch) return end();
        if (!isOn && far) turnOn();
        if (!isOn) return;
        const place = placeAt(root.current, at.clientX, at.clientY);
        if (!place || !from) return;
        shift = { part, days: daysBetween(from.day, place.day), minutes: minutesBetween(from, place) };
        setDragged({ entry, shift });
      }
      function release() {
        const last = shift;
        end();
        if (!last) return;
        // The click that follows a drag is none.
        window.addEventListener('click', swallow, { capture: true, once: true });
        setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
        if (last.days !== 0 || last.minutes !== 0) drop.current(entry, last);
      }
      function press(key: KeyboardEvent) {
        if (key.key !== 'Escape' || !isOn) return;
        key.preventDefault();
        key.stopPropagation();
        end();
      }
      function hold(touch: TouchEvent) {
        if (isOn) touch.preventDefault();
      }
      function end() {
        clearTimeout(timer);
        setDragged(undefined);
        window.removeEventListener('pointermove', follow);
        window.removeEventListener('pointerup', release);
        window.removeEventListener('pointercancel', end);
        window.removeEventListener('keydown', press, { capture: true });
        window.removeEventListener('touchmove', hold);
        stop.current = () => {};
      }
      window.addEventListener('pointermove', follow);
      window.addEventListener('pointerup', release);
      window.addEventListener('pointercancel', end);
      window.addEventListener('keydown', press, { capture: true });
      window.addEventListener('touchmove', hold, { passive: false });
      stop.current = end;
    },
    [root],
  );

  return { dragged, begin };
}

function swallow(event: Event) {
  event.preventDefault();
  event.stopPropagation();
}

/** The day under a point: entries lie above the days, so these are looked for by where they are. */
function placeAt(root: HTMLElement | null, x: number, y: number): Place | undefined {
  for (const element of root?.querySelectorAll<HTMLElement>('[data-day]') ?? []) {
    const box = element.getBoundingClientRect();
    if (x < box.left || x >= box.right || y < box.top || y >= box.bottom) continue;
    const minute = 'hours' in element.dataset ? ((y - box.top) / box.height) * 1440 : undefined;
    return { day: element.dataset.day ?? '', minute };
  }
  return undefined;
}

function minutesBetween(from: Place, to: Place): number {
  if (from.minute === undefined || to.minute === undefined) return 0;
  return Math.round((to.minute - from.minute) / snap) * snap;
}
