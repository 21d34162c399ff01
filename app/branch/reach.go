package branch

import (
	"fmt"
	"maps"
	"strconv"
)

// reach refuses what no shopper can come to, whatever she answers: conditions count
// as possible either way.
func (c *compiler) reach() {
	reached := c.reached(func(int) bool { return false })
	for i := range c.course.steps {
		if !reached[i] {
			c.refuse("questions."+strconv.Itoa(i), "unreachable", c.say(i, "is never reached: every way leads past it"))
		}
		c.cutOff(i)
	}
	if len(c.document.Endings) > 0 {
		c.reachEndings()
	}
}

// cutOff refuses branches after one that is always taken.
func (c *compiler) cutOff(i int) {
	exits := c.course.steps[i].exits
	for j := range exits[:max(len(exits)-1, 0)] {
		if exits[j].when.Always() {
			at := fmt.Sprintf("questions.%d.next.%d", i, j+1)
			c.refuse(at, "unreachable", c.say(i, "has a branch after one that is always taken"))
			return
		}
	}
}

// reached are the questions some way leads to, and at last the end. A question that
// blocks is not left.
func (c *compiler) reached(blocks func(i int) bool) []bool {
	end := len(c.course.steps)
	reached := make([]bool, end+1)
	reached[0] = true
	for i, s := range c.course.steps {
		if !reached[i] || blocks(i) {
			continue
		}
		onward := true
		for _, e := range s.exits {
			if e.ending == "" {
				reached[e.to] = true
			}
			if e.when.Always() {
				onward = false
				break
			}
		}
		if onward || !s.when.Always() {
			reached[i+1] = true
		}
	}
	return reached
}

// reachEndings refuses an ending that nothing leads to, and an end at which no
// answer can have weighed for any: it would always be the first.
func (c *compiler) reachEndings() {
	weighed := map[string]bool{}
	for _, s := range c.course.steps {
		for _, weights := range s.weights {
			for ending := range maps.Keys(weights) {
				weighed[ending] = true
			}
		}
		for _, e := range s.exits {
			weighed[e.ending] = true
		}
	}
	for i, e := range c.document.Endings {
		if !weighed[e.Key] {
			c.refuse(fmt.Sprintf("endings.%d", i), "unreachable", fmt.Sprintf("Nothing leads to the ending %q.", e.Key))
		}
	}
	blank := c.reached(func(i int) bool { return c.course.steps[i].weights != nil })
	for i, s := range c.course.steps {
		if blank[i] && s.weights == nil && c.leadsOut(i) {
			c.refuse("questions."+strconv.Itoa(i), "dead_end", c.say(i, "can be the last before any answer has weighed for an ending"))
			return
		}
	}
}

// leadsOut reports whether a question can lead to the end without naming an ending.
func (c *compiler) leadsOut(i int) bool {
	end := len(c.course.steps)
	for _, e := range c.course.steps[i].exits {
		if e.to == end && e.ending == "" {
			return true
		}
		if e.when.Always() {
			return i+1 == end && !c.course.steps[i].when.Always()
		}
	}
	return i+1 == end
}
