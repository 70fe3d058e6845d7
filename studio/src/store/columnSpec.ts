/** A column as somebody has arranged it. */
export interface ColumnSpec {
  /** `name`, `account.industry` */
  readonly path: string;
  /** px */
  readonly width?: number;
  /** Stays at the start while the others scroll sideways. */
  readonly pinned?: boolean;
}

const pattern = /^([a-zA-Z]\w*(?:\.\w+)*)(!?)(?::(\d{2,4}))?$/;

/** `name!:260,stage,account.industry:140`: paths in order, `!` for pinned, width in px. What is not understood is left out. */
export function parseColumns(text: string): ColumnSpec[] {
  const specs = text.split(',').flatMap((part): ColumnSpec[] => {
    const [, path, pinned, width] = pattern.exec(part) ?? [];
    if (path === undefined) return [];
    return [{ path, ...(width ? { width: clampWidth(Number(width)) } : {}), ...(pinned ? { pinned: true } : {}) }];
  });
  return [...new Map(specs.map((spec) => [spec.path, spec])).values()];
}

export function printColumns(specs: readonly ColumnSpec[]): string {
  return specs
    .map(({ path, width, pinned }) => `${path}${pinned ? '!' : ''}${width === undefined ? '' : `:${width}`}`)
    .join(',');
}

const [least, most] = [60, 900];

export function clampWidth(width: number): number {
  return Math.round(Math.min(most, Math.max(least, width)));
}

/** Pinned columns first, otherwise as they are. */
export function inOrder(specs: readonly ColumnSpec[]): ColumnSpec[] {
  return [...specs.filter(({ pinned }) => pinned), ...specs.filter(({ pinned }) => !pinned)];
}

/** The column at `from` taken out and put in before the one at `to`, counted as they stood. */
export function moveColumn(specs: readonly ColumnSpec[], from: number, to: number): ColumnSpec[] {
  const moved = specs[from];
  if (!moved) return [...specs];
  const rest = specs.toSpliced(from, 1);
  return inOrder(rest.toSpliced(to > from ? to - 1 : to, 0, moved));
}
