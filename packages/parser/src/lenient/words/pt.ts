import type { LanguageWords } from './words.js'

/** Portuguese. */
export const pt: LanguageWords = {
  code: 'pt',
  common: 'o os as uma e é para com por do da dos que se não em ao um na no',
  sections: {
    scope:
      'objetivo|objetivos|descrição|resumo|introdução|impacto|propósito|escopo|contexto|visão geral|significado|arquitetura|papéis e responsabilidades|sumário|índice|responsabilidades',
    'when-to-use':
      'sintomas|sintoma|gatilhos|gatilho|alerta|alertas|sinais|detecção|indicadores|quando usar|mensagens de erro',
    'when-not-to-use': 'quando não usar|fora do escopo',
    'safety-checks':
      'pré requisitos|requisitos|pré condições|preparação|antes de começar|precauções|verificações prévias',
    diagnosis:
      'diagnóstico|investigação|análise|solução de problemas|identificação|checagens|detecção e análise|triagem|verificações|análise de causa raiz|diagnóstico rápido|depuração',
    actions:
      'ações|passos|procedimento|procedimentos|resolução|remediação|mitigação|correção|medidas|contenção|erradicação|recuperação|restauração|resposta|instruções|solução|plano de ação|ações imediatas|passo a passo|contenção erradicação e recuperação|execução|o que fazer|como resolver|como proceder|passos a seguir|operação|etapas',
    verification: 'verificação|validação|confirmação|teste|testes|critérios de sucesso|pós verificação',
    rollback: 'rollback|reversão|reverter|plano de rollback|desfazer',
    escalation: 'escalonamento|escalação|escalada|contatos|contato|pontos de contato|comunicação|suporte',
    evidence: 'evidência|evidências|registros|coleta de evidências',
    'follow-ups':
      'acompanhamento|post mortem|postmortem|pós incidente|após o incidente|prevenção|lições aprendidas|próximos passos|atividade pós incidente',
    fixes:
      'soluções|soluções possíveis|possíveis soluções|opções|problemas comuns|erros comuns|cenários|problemas conhecidos',
    causes: 'causas|causas possíveis|possíveis causas|causas prováveis|causa|causas comuns|causa raiz',
    references:
      'referências|referência|veja também|links|links úteis|recursos|recursos adicionais|apêndice|anexo|exemplos|documentação|comandos úteis|notas|observações'
  },
  fillers: 'de do da o a os as e passos fase procedimento imediatas possíveis etapas',
  verbs:
    'verifique revise execute inicie reinicie pare abra feche exclua remova crie adicione modifique substitua identifique analise isole bloqueie desative ative notifique informe documente salve restaure aguarde selecione clique vá use utilize determine colete avalie examine corrija valide confirme teste contate ligue leia escreva copie instale configure certifique defina realize faça tome siga consulte conecte revogue busque obtenha navegue acesse aplique atualize mude mantenha considere habilite desabilite rode confira acione escale',
  verbForm: /^\p{L}{2,}(?:ar|er|ir|or)(?:-se)?$/iu,
  verbAt: 'start',
  notVerbs:
    'lugar mulher poder dever lar similar particular servidor erro valor maior menor melhor pior setor error monitor por autor operador',
  steps: 'passo etapa',
  groups: 'fase parte',
  alternatives: 'opção cenário caso método alternativa solução problema causa',
  condition:
    /^(?:(?:somente|só|apenas) se|a menos que|a não ser que|n(?:esse|este|esta) caso|se|caso|quando|em caso de|no caso)(?![\p{L}\p{N}])/iu,
  sentenceCondition:
    /^(?:(?:somente|só|apenas) se|a menos que|a não ser que|n(?:esse|este|esta) caso|se|caso|em caso de|no caso)(?![\p{L}\p{N}])/iu,
  otherwise:
    /^(?:caso contrário|senão|se não|do contrário|nos demais casos|em qualquer outro caso)(?![\p{L}\p{N}])(?! \p{L}+r\b)/iu,
  consequence: /,?\sentão(?![\p{L}\p{N}])/iu,
  states:
    'ativo|inativo|parado|caído|cheio|vazio|saudável|expirado|válido|inválido|verde|amarelo|vermelho|falhou|ausente|presente',
  trailing: /[\s(](?:mas\s)?(?:(?:somente|só|apenas)\s)?(?:se|caso|a\smenos\sque|a\snão\sser\sque|em\scaso\sde)\s/giu,
  wish: /(?<![\p{L}])(?:se\s(?:for\s)?necessário|caso\snecessário|como\súltimo\srecurso)(?![\p{L}])|(?<![\p{L}])(?:após|com)\s(?:a\s)?(?:aprovação|autorização)(?:\sd[aeo](?:\s[\p{L}-]+){1,2})?(?=[,:.;)\s]|$)/iu
}
