// A published document with every kind of question, as the metafield carries it.

import type { Published } from '../shared/survey.ts';

export const published: Published & { proxy_path: string } = {
  app_url: 'https://app.example',
  proxy_path: '/apps/askwell',
  surveys: [
    { handle: 'elsewhere', version: 1, languages: ['en'], placements: ['somewhere'], questions: [] },
    {
      handle: 'how-did-you-hear',
      version: 3,
      languages: ['en', 'sv'],
      placements: ['thank-you', 'theme'],
      questions: [
        {
          key: 'source',
          type: 'single_choice',
          prompt: { en: 'How did you <hear> about us?', sv: 'Hur hörde du talas om oss?' },
          why: { en: 'It tells us where to be.' },
          options: [
            { key: 'podcast', label: { en: 'A podcast', sv: 'En podd' } },
            { key: 'friend', label: { en: 'A friend' } },
          ],
          other: { label: { en: 'Something else' } },
          required: true,
          max_length: 20,
        },
        {
          key: 'topics',
          type: 'multiple_choice',
          prompt: { en: 'What may we write about?' },
          options: [
            { key: 'news', label: { en: 'News' } },
            { key: 'care', label: { en: 'Care' } },
          ],
        },
        { key: 'wish', type: 'text', prompt: { en: 'What should we make next?' }, max_length: 200 },
      ],
      thanks: { en: 'Thanks a lot!', sv: 'Tack så mycket!' },
    },
  ],
};
