/** What is said in another language; absent: as it is said at first. */
export interface Wording {
  readonly title?: string;
  readonly text?: string;
}

/** By language, such as `zh-CN`: for those whose profile says that they read it. */
export type Wordings = Readonly<Record<string, Wording>>;
