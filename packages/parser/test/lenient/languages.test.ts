/**
 * The same small runbook in seven languages: sections, steps, conditions and where they lead. The texts are our own.
 */
import { expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'

test.each([
  [
    'de',
    `# Platte voll

## Wann anwenden

- **Alarm**: DiskFull

## Diagnose

1. Prüfe die Platte.
   - Wenn die Platte voll ist, weiter mit Schritt 2.
   - Andernfalls das Storage-Team kontaktieren.
2. Sieh dir die Logs an.

## Behebung

1. Lösche die alten Logs.

## Überprüfung

- Prüfe, dass die Platte unter 80 % ist.
`
  ],
  [
    'fr',
    `# Disque plein

## Quand l'utiliser

- **Alerte** : DiskFull

## Diagnostic

1. Vérifiez le disque.
   - Si le disque est plein, passez à l'étape 2.
   - Sinon, contactez l'équipe stockage.
2. Regardez les journaux.

## Résolution

1. Supprimez les vieux journaux.

## Vérification

- Vérifiez que le disque est sous 80 %.
`
  ],
  [
    'es',
    `# Disco lleno

## Cuándo usar

- **Alerta**: DiskFull

## Diagnóstico

1. Compruebe el disco.
   - Si el disco está lleno, vaya al paso 2.
   - Si no hay espacio, escalar a plataforma.
   - En caso contrario, contacte al equipo.
2. Revise los logs.

## Resolución

1. Borre los logs viejos.

## Verificación

- Compruebe que el disco está por debajo del 80 %.
`
  ],
  [
    'pt',
    `# Disco cheio

## Quando usar

- **Alerta**: DiskFull

## Diagnóstico

1. Verifique o disco.
   - Se o disco estiver cheio, vá para o passo 2.
   - Caso contrário, escalar para a plataforma.
2. Veja os logs.

## Resolução

1. Apague os logs antigos.

## Verificação

- Verifique se o disco está abaixo de 80 %.
`
  ],
  [
    'it',
    `# Disco pieno

## Quando usare

- **Allarme**: DiskFull

## Diagnosi

1. Controlla il disco:
   - Se il disco è pieno, vai al passo 2.
   - Altrimenti, contatta il team storage.
2. Guarda i log.

## Risoluzione

1. Cancella i log vecchi.

## Verifica

- Controlla che il disco sia sotto l'80 %.
`
  ],
  [
    'ja',
    `# ディスクフル

## 使用するとき

- **アラート**: DiskFull

## 診断

1. ディスクを確認する
   - 満杯の場合: 手順2に進む
   - 0件の場合: 対応終了
   - それ以外の場合: エスカレーションする
2. ログを確認する

## 対処

1. 古いログを削除する

## 検証

1. 使用率が80%未満であることを確認する
`
  ],
  [
    'zh',
    `# 磁盘已满

## 何时使用

- **告警**: DiskFull

## 诊断

1. 检查磁盘
   - 如果磁盘已满，转到步骤2。
   - 否则，联系存储团队。
2. 查看日志

## 处理

1. 删除旧日志

## 验证

1. 确认使用率低于80%
`
  ]
])('%s', (language, text) => {
  const { sections, signals, steps } = parseRunbook(text)
  expect(sections.map(({ kind }) => kind)).toEqual(['when-to-use', 'diagnosis', 'actions', 'verification'])
  expect(signals.map(({ kind }) => kind)).toEqual(['alert'])
  // Verbs of Italian are not known, so that a single bullet is none of its steps.
  const kinds = ['diagnosis', 'diagnosis', 'action', ...(language === 'it' ? [] : ['verification'])]
  expect(steps.map(({ kind }) => kind)).toEqual(kinds)
  const leads = steps[0]!.branches.map(({ isDefault, targets: [target] }) => [
    isDefault,
    target?.type === 'step' ? target.step : target?.type === 'terminal' ? target.terminal : null
  ])
  const middle = language === 'es' ? [[false, 'escalate']] : language === 'ja' ? [[false, 'resolved']] : []
  expect(leads).toEqual([[false, steps[1]!.id], ...middle, [true, 'escalate']])
})
