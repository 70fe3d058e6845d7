import { useCallback, useEffect, useRef, useState } from 'react';
import type { Json } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { isEmpty } from '../../lib/values.ts';
import type { SetAside } from '../../store/followEntity.ts';
import { memberId } from '../../store/memberId.ts';

export interface TypedValue {
  readonly field: BrowserField;
  readonly value: Json;
  readonly saved: Json;
}

/** What is being typed into one field of a page, kept for copying when that field goes or gets another type meanwhile. */
export function useTypedValue(entity: BrowserEntity) {
  const typed = useRef<TypedValue>(undefined);
  const [aside, setAside] = useState<readonly SetAside[]>([]);
  useEffect(() => {
    if (!typed.current) return;
    const { field, value, saved } = typed.current;
    const now = entity.fields.find((each) => memberId(each) === memberId(field));
    if (now?.type === field.type) return;
    typed.current = undefined;
    if (!isEmpty(value) && !jsonEqual(value, saved))
      setAside((before) => [...before, { field, value, isRetyped: now !== undefined }]);
  }, [entity]);
  return {
    aside,
    dismiss: useCallback(() => setAside([]), []),
    onTyped: useCallback((next: TypedValue | undefined) => {
      typed.current = next;
    }, []),
  };
}
