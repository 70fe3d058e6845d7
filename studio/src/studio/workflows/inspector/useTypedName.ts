import { type ChangeEvent, useEffect, useState } from 'react';

/** A name while it is typed: it is given when one goes on, and stays as it was where it is none. */
export function useTypedName(name: string, isFit: (text: string) => boolean, onRename: (name: string) => void) {
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  return {
    isWrong: !isFit(typed),
    props: {
      autoComplete: 'off',
      value: typed,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => setTyped(target.value),
      onBlur: () => {
        if (typed !== name && isFit(typed)) onRename(typed);
        else setTyped(name);
      },
    },
  };
}
