interface ToastOptions {
  /** A way back or on, such as Undo. The toast goes when it is taken. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Of the request that failed, to find it in the server's log. */
  readonly requestId?: string | undefined;
  /** Default: 4 for what went well, 10 with an action or when something failed. 0: until it is dismissed. */
  readonly seconds?: number;
}

export interface Toast extends ToastOptions {
  readonly id: number;
  readonly kind: 'success' | 'info' | 'error';
  readonly text: string;
}

export interface Toasts {
  /** All three give the undo: it takes the notice away. */
  success(text: string, options?: ToastOptions): () => void;
  info(text: string, options?: ToastOptions): () => void;
  error(text: string, options?: ToastOptions): () => void;
  dismiss(id: number): void;
  /** Time stands still while somebody reads. */
  hold(isHeld: boolean): void;
  list(): readonly Toast[];
  subscribe(listener: () => void): () => void;
}

const most = 4;

/** Short notices that go by themselves, the newest last. */
export function createToasts(): Toasts {
  const listeners = new Set<() => void>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let toasts: readonly Toast[] = [];
  let lastId = 0;

  function set(next: readonly Toast[]): void {
    toasts = next;
    for (const listener of listeners) listener();
  }

  function dismiss(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    set(toasts.filter((toast) => toast.id !== id));
  }

  function start({ id, kind, seconds, action }: Toast): void {
    const time = seconds ?? (kind === 'error' || action ? 10 : 4);
    if (time > 0)
      timers.set(
        id,
        setTimeout(() => dismiss(id), time * 1000),
      );
  }

  function show(kind: Toast['kind'], text: string, options: ToastOptions = {}): () => void {
    lastId += 1;
    const toast = { ...options, id: lastId, kind, text };
    for (const { id } of toasts.slice(0, Math.max(0, toasts.length + 1 - most))) dismiss(id);
    set([...toasts, toast]);
    start(toast);
    return () => dismiss(toast.id);
  }

  return {
    success: (text, options) => show('success', text, options),
    info: (text, options) => show('info', text, options),
    error: (text, options) => show('error', text, options),
    dismiss,
    hold(isHeld) {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      if (!isHeld) toasts.forEach(start);
    },
    list: () => toasts,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
