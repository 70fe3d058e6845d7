import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { decoded } from '../../lib/decoded.ts';
import type { EntityField } from './document/entityFields.ts';
import { fieldOf } from './fieldOf.ts';

/** Which field is edited; `key` stays the same while it gets other names. */
interface Chosen {
  readonly name: string;
  readonly key: string;
}

export interface ChosenField {
  readonly field: EntityField | undefined;
  readonly key: string;
  /** undefined: none. */
  readonly choose: (name: string | undefined) => void;
  /** The chosen field has another name. */
  readonly follow: (name: string) => void;
}

/** The field that is edited. An address with a place in the document, as a problem's link has it, chooses that field. */
export function useChosenField(fields: readonly EntityField[]): ChosenField {
  const [chosen, setChosen] = useState<Chosen>();
  const { hash } = useLocation();
  useEffect(() => {
    const name = fieldOf(`/${decoded(hash)}`);
    if (name !== '') setChosen({ name, key: name });
  }, [hash]);
  const field = fields.find(({ name }) => name === chosen?.name);
  return {
    field,
    key: chosen?.key ?? '',
    choose: (name) =>
      setChosen((before) => {
        if (name === undefined) return undefined;
        return before?.name === name ? before : { name, key: name };
      }),
    follow: (name) => setChosen((before) => before && { ...before, name }),
  };
}
