import type { KeyboardEvent } from 'react';
import { useMemo } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { FormTab } from '../../../../core/model/types.ts';
import { RecordForm } from '../../forms/RecordForm.tsx';
import { useChecks } from '../../forms/useChecks.ts';
import type { Draft } from '../../store/createDraft.ts';

interface AskedInputProps {
  readonly formId: string;
  readonly input: BrowserEntity;
  readonly draft: Draft;
  readonly onSubmit: () => void;
  readonly columns?: 1 | 2;
}

/** The form of what an action or a page asks for. */
export function AskedInput({ formId, input, draft, onSubmit, columns = 1 }: AskedInputProps) {
  const { check } = useChecks(input, draft, 'create');
  const tabs = useMemo(
    (): FormTab[] => [{ sections: [{ columns, fields: input.fields.map(({ name }) => ({ field: name })) }] }],
    [input, columns],
  );

  /** The page below must not hear keys that are meant for the form. */
  function keepKeys(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.nativeEvent.stopPropagation();
    const form = document.getElementById(formId);
    if (form instanceof HTMLFormElement) form.requestSubmit();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps keys from the page below
    <div onKeyDown={keepKeys}>
      <RecordForm
        formId={formId}
        idPrefix={formId.replace(/[^a-zA-Z0-9]/g, '')}
        entity={input}
        draft={draft}
        tabs={tabs}
        isPassing
        check={check}
        onSubmit={onSubmit}
      />
    </div>
  );
}
