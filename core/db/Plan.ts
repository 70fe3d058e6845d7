/** Where a parameter's value comes from when a plan is run. */
export type Source =
  /** The n-th literal of the request's condition, passed as this Postgres type. */
  | { readonly from: 'literal'; readonly index: number; readonly type: string }
  /** `list`: an absent one is empty. */
  | { readonly from: 'actor'; readonly property: string; readonly list?: true }
  | { readonly from: 'request'; readonly property: 'id' | 'via' | 'causes' | 'form' | 'roles' }
  | { readonly from: 'search'; readonly index: number }
  | { readonly from: 'cursor'; readonly index: number }
  | { readonly from: 'argument'; readonly index: number };

/** A compiled statement. Requests of equal shape share it and differ only in the values of its sources. */
export interface Plan {
  readonly text: string;
  /** Name under which connections prepare it; absent for a shape that was seen once. */
  name?: string;
  readonly sources: readonly Source[];
  /** Changes nothing and locks nothing: may share a connection with others and be sent again. */
  readonly readOnly?: boolean;
}
