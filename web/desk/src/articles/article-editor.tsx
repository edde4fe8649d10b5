import type { Article, ArticleContent, ArticleInput } from '@crm/shared/articles.ts';
import { articleLocales, copyOf, emptyArticle, lines } from '@crm/shared/articles.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { DatePicker, Form, Input, Modal, Tabs } from 'antd';
import dayjs from 'dayjs';
import type { Dayjs } from 'dayjs';
import { after } from '../data/after.ts';
import { useArticleActions } from '../data/articles.ts';
import { ErrorNote } from '../ui/answer.tsx';

interface Fields {
  brand?: string | null; series?: string | null; model?: string | null; source?: string; from?: Dayjs | null; until?: Dayjs | null;
  phrasings: Record<string, string>; answers: Record<string, string>;
}

interface Properties {
  /** The draft that is changed; absent = a new one. */
  article?: Article;
  /** What a new one begins with. */
  from?: ArticleContent;
  replaces?: string;
  questionId?: string;
  onClose(): void;
  onSaved(article: Article): void;
}

/** Both languages of one article; what is missing may come later, only approval asks for all of it. */
export function ArticleEditor({ article, from, replaces, questionId, onClose, onSaved }: Properties) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const { create, change } = useArticleActions();
  const start = article ? copyOf(article) : from ?? emptyArticle;
  const saving = article ? change : create;

  const save = (fields: Fields) => {
    const input: ArticleInput = {
      brand: fields.brand?.trim() || null, series: fields.series?.trim() || null, model: fields.model?.trim() || null, source: fields.source?.trim() ?? '',
      phrasings: Object.fromEntries(articleLocales.map((locale) => [locale, lines(fields.phrasings?.[locale] ?? '')])),
      answers: Object.fromEntries(articleLocales.map((locale) => [locale, fields.answers?.[locale]?.trim() ?? '']).filter(([, text]) => text !== '')) as Record<string, string>,
      validFrom: fields.from?.startOf('day').toISOString() ?? null,
      // The last day still counts.
      validUntil: fields.until?.add(1, 'day').startOf('day').toISOString() ?? null,
      ...(replaces ? { replaces } : {}), ...(questionId ? { questionId } : {}),
    };
    after(article ? change.mutateAsync({ article, input }) : create.mutateAsync(input), onSaved);
  };

  return (
    <Modal open width={720} title={t(article ? 'article.change' : replaces ? 'article.newVersion' : 'article.new')} onCancel={onClose} onOk={form.submit} okText={t('article.save')} okButtonProps={{ loading: saving.isPending }} destroyOnHidden>
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={{
          brand: start.brand, series: start.series, model: start.model, source: start.source,
          from: start.validFrom ? dayjs(start.validFrom) : null, until: start.validUntil ? dayjs(start.validUntil).subtract(1, 'day') : null,
          phrasings: Object.fromEntries(Object.entries(start.phrasings).map(([locale, list]) => [locale, list.join('\n')])), answers: start.answers,
        }}
      >
        <p className="muted small">{t('article.scopeHelp')}</p>
        <div className="article-scope">
          <Form.Item name="brand" label={t('article.brand')}><Input maxLength={60} /></Form.Item>
          <Form.Item name="series" label={t('article.series')}><Input maxLength={60} /></Form.Item>
          <Form.Item name="model" label={t('article.model')}><Input maxLength={60} /></Form.Item>
        </div>
        <Tabs
          size="small"
          items={articleLocales.map((locale) => ({
            key: locale, label: t.word('language', locale), forceRender: true,
            children: (
              <>
                <Form.Item name={['phrasings', locale]} label={t('article.questions')} extra={t('article.questionsHelp')}>
                  <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} autoFocus={locale === 'zh-CN'} />
                </Form.Item>
                <Form.Item name={['answers', locale]} label={t('article.answer')}>
                  <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={600} showCount />
                </Form.Item>
              </>
            ),
          }))}
        />
        <Form.Item name="source" label={t('article.source')} extra={t('article.sourceHelp')}><Input maxLength={200} /></Form.Item>
        <div className="article-scope two">
          <Form.Item name="from" label={t('article.validFrom')}><DatePicker style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="until" label={t('article.validUntil')}><DatePicker style={{ width: '100%' }} /></Form.Item>
        </div>
        <ErrorNote error={saving.error} />
      </Form>
    </Modal>
  );
}
