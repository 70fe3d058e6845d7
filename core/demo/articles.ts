import { byAge, type Demo, date, dateTime, day, type Language, type Made, make } from './demo.ts';
import english from './pools/articles.en.json' with { type: 'json' };
import chinese from './pools/articles.zh.json' with { type: 'json' };
import type { Product } from './products.ts';
import { workingMoment } from './workingMoment.ts';

export interface Article extends Made {
  /** The question it answers, the same in every language. */
  readonly key: string;
  readonly language: Language;
}

/** 30 articles, the oldest first: 15 in English and their counterparts in Chinese, which point back at them. */
export function makeArticles(demo: Demo, products: readonly Product[]): Article[] {
  const { random, start, now, users } = demo;
  const articles: Article[] = [];
  for (const [language, row] of [
    ...english.map((row) => ['en', row] as const),
    ...chinese.map((row) => ['zh', row] as const),
  ]) {
    const original = articles.find(({ key }) => key === row.key);
    const from = original?.createdAt ?? start;
    const createdAt = workingMoment(demo, from, original ? Math.min(now, from + 40 * day) : now - 45 * day, 8);
    const publishedAt = Math.min(now, createdAt + random.int(1, 12) * day);
    const status = random.chance(0.8) ? 'published' : random.pick(['draft', 'review', 'archived']);
    const isRead = status === 'published' || status === 'archived';
    const made = make(demo, createdAt, {
      title: row.title,
      summary: row.summary,
      body: row.body.join('\n'),
      category: row.category,
      status,
      language: language === 'zh' ? 'zh-CN' : 'en',
      audience: row.audience,
      author: users.length > 0 ? random.pick(users) : undefined,
      products: random
        .sample(
          products.filter(({ category }) => category === row.product),
          3,
        )
        .map(({ id }) => id),
      related: original ? [original.id] : [],
      publishedAt: isRead ? dateTime(publishedAt) : undefined,
      reviewOn: isRead ? date(publishedAt + 365 * day) : undefined,
      helpfulVotes: isRead ? random.int(3, 120) : 0,
      unhelpfulVotes: isRead ? random.int(0, 14) : 0,
      tags: [row.key],
    });
    articles.push({ ...made, key: row.key, language });
  }
  return byAge(articles);
}
