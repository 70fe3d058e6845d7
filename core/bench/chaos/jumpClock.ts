/** Lets this process's clock go an hour forth or back every other second, as a clock that is set does. Timers are left alone. */
export function jumpClock(): void {
  const Real = Date;
  const offsets = [3_600_000, -3_600_000, 0, 86_400_000, -86_400_000];
  let turn = 0;
  let offset = 0;
  setInterval(() => {
    offset = offsets[turn % offsets.length] ?? 0;
    turn += 1;
  }, 2_000).unref();
  globalThis.Date = new Proxy(Real, {
    construct: (target, args) =>
      args.length === 0 ? new target(target.now() + offset) : Reflect.construct(target, args),
    get: (target, name) => (name === 'now' ? () => target.now() + offset : Reflect.get(target, name)),
  });
}
