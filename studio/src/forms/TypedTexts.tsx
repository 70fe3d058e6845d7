import { useMemo, useState } from 'react';
import { jsonEqual } from '../../../core/lib/jsonEqual.ts';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { isEmpty } from '../lib/values.ts';
import type { Draft } from '../store/createDraft.ts';
import { SetAsideNotice } from './SetAsideNotice.tsx';

interface TypedTextsProps {
  readonly entity: BrowserEntity;
  readonly draft: Draft;
}

/** Everything that was typed into a form whose entity is gone: to copy it. */
export function TypedTexts({ entity, draft }: TypedTextsProps) {
  const [isDismissed, setDismissed] = useState(false);
  const typed = useMemo(() => {
    const { saved, values } = draft.state();
    return entity.fields.flatMap((field) => {
      const value = values[field.name] ?? null;
      const isTyped = !field.computed && !field.system && !isEmpty(value) && !jsonEqual(value, saved[field.name]);
      return isTyped ? [{ field, value, isRetyped: false }] : [];
    });
  }, [entity, draft]);
  return <SetAsideNotice aside={isDismissed ? [] : typed} onDismiss={() => setDismissed(true)} />;
}
