package main

import (
	"os"
	"runtime"
	"time"
)

// meter is a reading of all clocks at one moment.
type meter struct {
	at                     time.Time
	requests               uint64
	subject, here, machine time.Duration
}

func readMeter(l *load, pids []int) (meter, error) {
	all, err := processes()
	if err != nil {
		return meter{}, err
	}
	m := meter{at: time.Now(), requests: l.done.Load(), subject: sumTrees(all, pids), here: all[os.Getpid()].cpu}
	m.machine, err = machineCPU()
	return m, err
}

func (m meter) since(before meter) sample {
	s := sample{requests: int(m.requests - before.requests), wall: m.at.Sub(before.at), cpu: m.subject - before.subject}
	foreign := (m.machine - before.machine) - s.cpu - (m.here - before.here)
	s.foreign = max(0, float64(foreign)/float64(s.wall)/float64(runtime.NumCPU()))
	return s
}
