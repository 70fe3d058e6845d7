import { useEffect, useRef, useState } from 'react';
import type { Json } from '../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../core/model/browserModel.ts';
import { getRecord } from '../api/records.ts';
import { useModel } from '../app/ModelContext.tsx';
import { openPairs, relatedPairs } from '../fields/shared/relatedPairs.ts';
import type { Draft } from '../store/createDraft.ts';
import { findEntity } from '../store/model.ts';

interface Offer {
  /** The related record that was picked. */
  readonly entity: string;
  readonly id: string;
  readonly fills: readonly { readonly own: BrowserField; readonly value: Json }[];
}

interface RelatedOffer {
  readonly offer: Offer | undefined;
  readonly accept: () => void;
  readonly dismiss: () => void;
}

/** What a related record that was just picked could fill in: fields that are still empty, or as a new record has them. */
export function useRelatedOffer(entity: BrowserEntity, draft: Draft): RelatedOffer {
  const model = useModel();
  const [offer, setOffer] = useState<Offer>();
  const latest = useRef(model);
  latest.current = model;

  useEffect(() => {
    const relations = entity.fields.filter(({ relation, computed }) => relation?.kind === 'one' && !computed);
    let before = draft.get();
    let isOver = false;

    async function look(field: BrowserField, id: string) {
      const target = findEntity(latest.current, field.relation?.targets[0] ?? '');
      const pairs = target && target.name !== entity.name ? relatedPairs(entity.fields, target, { isLine: false }) : [];
      if (!target || pairs.length === 0) return;
      const select = ['id', ...new Set(pairs.map(({ from }) => from.name))].join(',');
      const related = await getRecord(target.name, id, select);
      if (isOver || draft.get()[field.name] !== id) return;
      const fills = openPairs(pairs, related, draft.get());
      setOffer(fills.length > 0 ? { entity: target.name, id, fills } : undefined);
    }

    const leave = draft.subscribe(() => {
      const { values, isDirty } = draft.state();
      // A record that was read or saved brings its relations with it: nobody has picked them.
      if (!isDirty) setOffer(undefined);
      for (const field of isDirty ? relations : []) {
        const id = values[field.name];
        if (typeof id !== 'string' || id === before[field.name]) continue;
        // An offer that cannot be made is none.
        look(field, id).catch(() => {});
      }
      before = values;
    });
    return () => {
      isOver = true;
      leave();
    };
  }, [entity, draft]);

  return {
    offer,
    accept() {
      const fills = offer?.fills.map(({ own, value }) => [own.name, value] as const) ?? [];
      draft.change({ ...draft.get(), ...Object.fromEntries(fills) });
      setOffer(undefined);
    },
    dismiss: () => setOffer(undefined),
  };
}
