/** A group of a chart: a field, or a piece of time of one. */
export function splitGroup(group: string): { readonly bucket?: string; readonly path: string } {
  const { bucket, path = group } = /^(?<bucket>[a-z]+)\((?<path>[^)]*)\)$/.exec(group)?.groups ?? {};
  return bucket === undefined ? { path } : { bucket, path };
}

/** `sum(amount)` as its two parts; `count()` has no path. */
export function splitMeasure(measure: string): { readonly call: string; readonly path: string } {
  const { call = 'count', path = '' } = /^(?<call>[a-zA-Z]+)\((?<path>[^)]*)\)$/.exec(measure)?.groups ?? {};
  return { call, path };
}
