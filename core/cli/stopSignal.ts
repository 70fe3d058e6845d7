/** Ctrl+C reaches a program both from the terminal and from npm, so what follows within this time is the same wish. */
const sameWishMs = 1_000;

/** The wish that the process stops. A second one, later, stops it at once, with exit code 130. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let wished: number | undefined;
    const onSignal = (): void => {
      wished ??= Date.now();
      if (Date.now() - wished > sameWishMs) process.exit(130);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
