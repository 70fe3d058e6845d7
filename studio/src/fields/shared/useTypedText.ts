import { useEffect, useState } from 'react';
import type { Json } from '../../../../core/lib/json.ts';
import { useReportProblem } from '../FieldProblems.tsx';
import type { WidgetProps } from '../types.ts';

interface Reading {
  readonly show: (value: Json) => string;
  /** undefined: this text means no value. */
  readonly read: (text: string) => Json | undefined;
  /** The sentence shown while the text means no value. */
  readonly problem: string;
}

/**
 * A control whose text is not the value itself (JSON, durations): keeps what is typed, hands on what it means, and reports
 * a problem while it means nothing, so that the form cannot be saved without it.
 */
export function useTypedText({ id, value, onChange }: WidgetProps, { show, read, problem }: Reading) {
  // undefined: nothing is being typed, the value speaks.
  const [typed, setTyped] = useState<string>();
  const report = useReportProblem(id);
  const isBad = typed !== undefined && typed.trim() !== '' && read(typed) === undefined;

  useEffect(() => {
    report(isBad ? problem : undefined);
    return () => report(undefined);
  }, [report, isBad, problem]);

  return {
    text: typed ?? show(value),
    isBad,
    type(text: string) {
      setTyped(text);
      if (text.trim() === '') return onChange(null);
      const next = read(text);
      if (next !== undefined) onChange(next);
    },
    /** On leaving: a text that means something gives way to its value. */
    settle() {
      if (!isBad) setTyped(undefined);
    },
  };
}
