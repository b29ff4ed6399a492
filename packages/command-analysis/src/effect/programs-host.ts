/**
 * Disks and processes of a host: by which forms these programs only show them.
 */
import { ANYTHING, bare, each, NOTHING, shows } from './programs-common.js'
import type { ProgramEffects } from './scope.js'

const disks: readonly [string, ProgramEffects][] = [
  ['mount', shows([{ ...bare(/^(-l|-v|--show-labels)$/), valued: /^-t$/ }], ANYTHING)],
  ['swapon', shows([bare(/^(-s|--(summary|show(=[\w,]+)?|noheadings|raw|bytes))$/, ANYTHING)], ANYTHING)],
  [
    'fdisk',
    shows(
      [{ words: ANYTHING, plain: /^(-[lx]|--(list|bytes|list-details))$/, needs: /^(-[lx]|--list(-details)?)$/ }],
      /./s
    )
  ],
  [
    'sfdisk',
    shows([{ words: ANYTHING, plain: /^(-[ldJ]|--(list|dump|json|bytes))$/, needs: /^(-[ldJ]|--(list|dump|json))$/ }])
  ],
  [
    'parted',
    shows(
      [
        bare(/^(-[lsm]|--(list|script|machine))$/, /^(-l|--list)$/),
        {
          words: /^\S+( unit \w+)? (print|p)( (free|all|devices))?$/,
          plain: /^(-[sm]|--(script|machine))$/,
          needs: /^(-s|--script)$/
        }
      ],
      /./s
    )
  ],
  ...each(
    'lvs vgs pvs',
    shows([
      {
        words: ANYTHING,
        plain: /^(-[av]+|--(all|noheadings|segments|nosuffix|unbuffered|readonly|units=\w))$/,
        valued: /^(-[oOS]|--(units|options|sort|separator|select|reportformat))$/
      }
    ])
  ),
  ...each('lvdisplay vgdisplay pvdisplay', shows([{ words: ANYTHING, plain: /^-[cmvs]$/ }])),
  [
    'mdadm',
    shows([
      {
        words: ANYTHING,
        plain: /^(-[DEQ]|--(detail|examine|query|scan|brief|verbose))$/,
        needs: /^(-[DEQ]|--(detail|examine|query))$/,
        valued: NOTHING
      }
    ])
  ],
  [
    'smartctl',
    shows([
      {
        words: ANYTHING,
        plain: /^(-[aAHixcj]|--(all|xall|health|info|attributes|capabilities|scan|json))$/,
        valued: /^(-d|--device)$/
      }
    ])
  ],
  [
    'zpool',
    shows([{ words: /^(status|list|iostat|history|get)( .*)?$/s, plain: /^-[vPHpxLg]+$/, valued: /^-o$/, first: 1 }])
  ],
  ['zfs', shows([{ words: /^(list|get)( .*)?$/s, plain: /^-[Hpr]+$/, valued: /^-[otsSd]$/, first: 1 }])],
  [
    'tree',
    shows([
      {
        words: ANYTHING,
        plain: /^(-[adfipsughDFQqNnCrtcv]+|--(du|noreport|prune|dirsfirst|filelimit=\d+))$/,
        valued: /^-[LPI]$/
      }
    ])
  ],
  ['unzip', shows([{ words: ANYTHING, plain: /^-[qlvt]+$/, needs: /^-q*[lvt]q*$/ }])],
  ...each('zipinfo getfacl lsattr namei filefrag readelf', shows([{ words: ANYTHING, plain: /^-[1stmlvhzRdapen]+$/ }]))
]

export const hostEffects: readonly [string, ProgramEffects][] = [
  ...disks,
  [
    'top',
    shows([
      {
        words: NOTHING,
        plain: /^-([bcHiSs]+|[bcHiSs]*[nd][\d.]+|p[\d,]+)$/,
        valued: /^-[bcHiSs]*[ndpuUow]$/,
        needs: /^-[cHiSs]*b/
      },
      { words: NOTHING, plain: /^-l\d*$/, valued: /^-[lnso]$/, needs: /^-l/ }
    ])
  ],
  ['pidof', shows([{ words: ANYTHING, plain: /^-[sxcqz]+$/, valued: /^-[oS]$/ }])],
  ['sar', shows([{ words: /^(\d+( \d+)?)?$/, plain: /^-[AbBdFhpqrRSuvwWyz]+$/, valued: /^-([nPfmI]|s|e|i)$/ }])],
  ['pidstat', shows([{ words: /^(\d+( \d+)?)?$/, plain: /^-[dhlrRsuvwtHIU]+$/, valued: /^-[pCGT]$/ }])],
  [
    'iotop',
    shows([
      { ...bare(/^(-[boPatkq]+|--(batch|only|processes|accumulated))$/, /^(-\w*b\w*|--batch)$/), valued: /^-[ndpu]$/ }
    ])
  ],
  ['slabtop', shows([{ ...bare(/^(-o|--once)$/, /^(-o|--once)$/), valued: /^-s$/ }])],
  ['jps', shows([bare(/^-[qmlvV]+$/)])],
  ['jstack', shows([{ words: /^\S+$/, plain: /^-l$/ }])],
  ['jstat', shows([{ words: ANYTHING, plain: /^-(gc\w*|class|compiler|printcompilation|t|h\d+)$/ }])],
  [
    'jcmd',
    shows([
      bare(/^-l$/),
      {
        words:
          /^\S+ (Thread\.print|VM\.(version|flags|uptime|command_line|system_properties|native_memory)|GC\.heap_info|help)$/
      }
    ])
  ],
  ...each(
    'lsns lsipc ipcs lslogins lspci lsusb modinfo lshw sestatus getenforce aa-status runlevel pg_controldata pg_lsclusters',
    shows([{ words: ANYTHING, plain: /^(-[aAknpmqslu]+|--(list|verbose|bytes))$/ }])
  ),
  ['dmidecode', shows([{ words: NOTHING, plain: /^-[qs]$/, valued: /^(-[ts]|--(type|string))$/ }])],
  ['sensors', shows([bare(/^-[Aufj]+$/)])],
  ['nvidia-smi', shows([{ ...bare(/^(-[Lq]|--(query-[\w-]+|format)=\S+)$/), valued: /^-[id]$/ }])],
  ['numactl', shows([bare(/^(-[Hs]|--(hardware|show))$/, /^(-[Hs]|--(hardware|show))$/)])],
  ['bc', shows([bare(/^-[lqs]+$/)])]
]
