import type { ReactNode } from 'react';
import { type FindPinyin, matchText } from '../../lib/matchText.ts';

/** One line of the palette. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** What it belongs to, in faint letters behind it. */
  readonly hint?: string;
  /** Further words by which it is found, such as an entity's name in definitions. */
  readonly words?: readonly string[];
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** Those that fit what was typed, the best first, at most `most`. */
export function findCommands(
  commands: readonly Command[],
  typed: string,
  most: number,
  pinyin: FindPinyin | undefined,
): Command[] {
  return commands
    .map((command) => ({ command, fit: matchText(typed, [command.title, ...(command.words ?? [])], pinyin) }))
    .filter(({ fit }) => fit !== undefined)
    .sort((a, b) => (b.fit ?? 0) - (a.fit ?? 0))
    .slice(0, most)
    .map(({ command }) => command);
}
