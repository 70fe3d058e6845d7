/** As whom an administrator looks in this tab of the browser: a user or a role, and what the banner calls it. */
export interface ViewedAs {
  /** `user:<id>` or `role:<name>` */
  readonly as: string;
  readonly name: string;
  /** Where to go back to. */
  readonly from: string;
}

export const viewAsHeader = 'x-kiln-view-as';

const key = 'kiln.viewAs';

/** Undefined where one looks as oneself. Kept by the tab, so that others go on as they are. */
export function viewedAs(): ViewedAs | undefined {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return isViewedAs(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Begins anew as somebody else: nothing that was read before may be shown. */
export function startViewAs(viewed: ViewedAs): void {
  sessionStorage.setItem(key, JSON.stringify(viewed));
  window.location.assign('/');
}

/** Oneself again, where one was before. */
export function endViewAs(): void {
  const from = viewedAs()?.from;
  sessionStorage.removeItem(key);
  window.location.assign(from?.startsWith('/') && !from.startsWith('//') ? from : '/');
}

function isViewedAs(value: unknown): value is ViewedAs {
  if (typeof value !== 'object' || value === null) return false;
  return ['as', 'name', 'from'].every((name) => typeof Reflect.get(value, name) === 'string');
}
