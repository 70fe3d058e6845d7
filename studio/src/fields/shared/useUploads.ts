import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { type FileValue, uploadFile } from '../../api/files.ts';
import { errorText } from '../../lib/errorText.ts';
import { useEntityScope } from '../EntityScope.tsx';
import { useFormat } from './useFormat.ts';

export interface Upload {
  readonly key: number;
  readonly file: File;
  /** 0 to 1 */
  readonly part: number;
  readonly problem?: string;
}

interface Uploads {
  /** On the way, or failed. */
  readonly uploads: readonly Upload[];
  readonly start: (files: readonly File[]) => void;
  /** Gives up one that is on the way, forgets one that failed. */
  readonly drop: (key: number) => void;
  readonly retry: (key: number) => void;
}

/** Sends files one by one, each with its own progress and failure. `onDone` hears of each that has arrived. */
export function useUploads(field: BrowserField, onDone: (file: FileValue) => void): Uploads {
  const { t } = useTranslation();
  const format = useFormat();
  const entity = useEntityScope();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const next = useRef(0);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    const all = running.current;
    return () => {
      for (const controller of all.values()) controller.abort();
    };
  }, []);

  function change(key: number, part: Partial<Upload>) {
    setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
  }

  function forget(key: number) {
    running.current.delete(key);
    setUploads((before) => before.filter((upload) => upload.key !== key));
  }

  async function send(key: number, file: File) {
    const limit = field.maxBytes;
    if (limit !== undefined && file.size > limit) {
      return change(key, { problem: t('form.fileTooLarge', { name: file.name, limit: format.bytes(limit) }) });
    }
    const controller = new AbortController();
    running.current.set(key, controller);
    try {
      const value = await uploadFile(file, {
        target: entity === undefined ? undefined : { entity, field: field.name },
        signal: controller.signal,
        onProgress: (part) => change(key, { part }),
      });
      forget(key);
      done.current(value);
    } catch (error) {
      running.current.delete(key);
      if (!controller.signal.aborted) change(key, { problem: errorText(t, error) });
    }
  }

  return {
    uploads,
    start(files) {
      const added = files.map((file) => {
        next.current += 1;
        return { key: next.current, file, part: 0 };
      });
      setUploads((before) => [...before, ...added]);
      for (const { key, file } of added) send(key, file);
    },
    drop(key) {
      running.current.get(key)?.abort();
      forget(key);
    },
    retry(key) {
      const upload = uploads.find((one) => one.key === key);
      if (!upload) return;
      setUploads((before) => before.map((one) => (one.key === key ? { key, file: one.file, part: 0 } : one)));
      send(key, upload.file);
    },
  };
}
