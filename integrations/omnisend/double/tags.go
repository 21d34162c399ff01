package double

import (
	"net/http"
	"slices"
)

// mostTagged is how many people one call about tags names.
const mostTagged = 250

func addTags(c *call, _ string) answer {
	return tagging(c, func(one *contact, names []string) { one.tag(names) })
}

func removeTags(c *call, _ string) answer {
	return tagging(c, func(one *contact, names []string) {
		one.tags = slices.DeleteFunc(one.tags, func(tag string) bool { return slices.Contains(names, tag) })
	})
}

// tagging takes a call about the tags of many. Emails that are nobody's are passed over.
func tagging(c *call, do func(*contact, []string)) answer {
	var in struct {
		Emails []string `json:"emails"`
		Tags   []string `json:"tags"`
	}
	if !c.JSON(&in) || len(in.Emails) == 0 || len(in.Emails) > mostTagged || len(in.Tags) == 0 || len(in.Tags) > mostTags {
		return invalid("tags", "Between 1 and 250 emails, and between 1 and 100 tags.")
	}
	b := *c.State
	b.later(c.Now, func() {
		for _, email := range in.Emails {
			if one := b.known(email); one != nil {
				do(one, in.Tags)
			}
		}
	})
	return answer{Status: http.StatusAccepted}
}
