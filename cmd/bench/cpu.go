package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of /proc's CPU times: USER_HZ is 100 on Linux everywhere.
const tick = 10 * time.Millisecond

// usage is one process's line in /proc.
type usage struct {
	parent int
	cpu    time.Duration // its own, and that of children it has waited for
}

// parseStat reads /proc/<pid>/stat. A program's name may hold anything, even
// parentheses, so the fields are counted from behind the last one.
func parseStat(line string) (usage, error) {
	fields := strings.Fields(line[strings.LastIndexByte(line, ')')+1:])
	if len(fields) < 15 {
		return usage{}, fmt.Errorf("not a process line: %q", line)
	}
	var u usage
	var err error
	if u.parent, err = strconv.Atoi(fields[1]); err != nil {
		return usage{}, err
	}
	for _, field := range fields[11:15] { // utime, stime, cutime, cstime
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return usage{}, err
		}
		u.cpu += time.Duration(n) * tick
	}
	return u, nil
}

// sumTrees is the CPU time of these processes and all that descend from them.
func sumTrees(all map[int]usage, roots []int) (total time.Duration) {
	for pid, one := range all {
		for at, steps := pid, 0; steps < len(all) && at > 1; at, steps = all[at].parent, steps+1 {
			if slices.Contains(roots, at) {
				total += one.cpu
				break
			}
		}
	}
	return total
}

func processes() (map[int]usage, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	all := map[int]usage{}
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		line, err := os.ReadFile("/proc/" + entry.Name() + "/stat")
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
			continue // it ended meanwhile
		}
		if err != nil {
			return nil, err
		}
		if all[pid], err = parseStat(string(line)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// machineCPU is the time all cores were busy.
func machineCPU() (time.Duration, error) {
	all, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(string(all), "\n")
	return parseMachine(line)
}

// parseMachine adds user, nice, system, irq and softirq of /proc/stat's first line.
func parseMachine(line string) (time.Duration, error) {
	fields := strings.Fields(line)
	if len(fields) < 8 || fields[0] != "cpu" {
		return 0, fmt.Errorf("not the machine's line: %q", line)
	}
	var ticks int64
	for _, i := range []int{1, 2, 3, 6, 7} {
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * tick, nil
}
