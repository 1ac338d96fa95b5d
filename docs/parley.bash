# bash completion for parley
_parley() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
    local commands="read show search changes explain report export import verify correct remove code parse"
    local views="documents translations statements figures actors events meetings positions outlooks proposals terms issues conflicts lineage changes corrections"
    if [ "$COMP_CWORD" -eq 1 ]; then
        # The program knows its own commands; the list above serves where it cannot be run.
        local known
        known=$("${COMP_WORDS[0]}" --help 2>/dev/null | sed -n 's/^  parley \([a-z][a-z]*\) .*/\1/p' | grep -v COMMAND)
        mapfile -t COMPREPLY < <(compgen -W "${known:-$commands} --help --version" -- "$cur")
        return
    fi
    case $prev in
    --format) mapfile -t COMPREPLY < <(compgen -W "jsonl csv record plover petrarch phoenix gdelt gdelt-mentions acled" -- "$cur"); return ;;
    --input) mapfile -t COMPREPLY < <(compgen -W "text conllu jsonl petrarch-xml" -- "$cur"); return ;;
    --trees) mapfile -t COMPREPLY < <(compgen -W "own given" -- "$cur"); return ;;
    --dictionaries) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    --model) mapfile -t COMPREPLY < <(compgen -W "default fast accurate" -f -- "$cur"); return ;;
    -o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    esac
    if [ "${COMP_WORDS[1]}" = show ] && [ "$COMP_CWORD" -eq 3 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$views" -- "$cur")
        return
    fi
    if [[ $cur == -* ]]; then
        local options
        options=$("${COMP_WORDS[0]}" "${COMP_WORDS[1]}" --help 2>/dev/null | grep -oE -- '(^|[ ,[])--?[a-z][a-z-]*' | tr -d ' ,[' | sort -u)
        mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$cur")
        return
    fi
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}
complete -o filenames -F _parley parley
