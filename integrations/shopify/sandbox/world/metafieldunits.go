package world

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"
)

// units are the measures of each type of measurement, as Shopify writes them.
var units = map[string][]string{
	"antenna_gain":            {"decibels_isotropic", "decibels_dipole"},
	"area":                    {"square_meters", "square_centimeters", "square_millimeters", "square_kilometers", "square_feet", "square_inches", "square_yards", "square_miles", "hectares", "acres"},
	"battery_charge_capacity": {"milliamp_hours", "amp_hours"},
	"battery_energy_capacity": {"watt_hours", "kilowatt_hours", "milliwatt_hours"},
	"capacitance":             {"farads", "millifarads", "microfarads", "nanofarads", "picofarads"},
	"concentration":           {"milligrams_per_milliliter", "micrograms_per_milliliter", "grams_per_liter", "milligrams_per_liter", "percent", "parts_per_million"},
	"data_storage_capacity":   {"bytes", "kilobytes", "megabytes", "gigabytes", "terabytes", "petabytes"},
	"data_transfer_rate":      {"bits_per_second", "kilobits_per_second", "megabits_per_second", "gigabits_per_second", "megabytes_per_second", "gigabytes_per_second"},
	"dimension":               {"millimeters", "centimeters", "meters", "inches", "feet", "yards"},
	"display_density":         {"pixels_per_inch", "pixels_per_centimeter"},
	"distance":                {"kilometers", "meters", "miles", "yards", "feet", "nautical_miles"},
	"duration":                {"milliseconds", "seconds", "minutes", "hours", "days", "weeks", "months", "years"},
	"electric_current":        {"amperes", "milliamperes", "microamperes"},
	"electrical_resistance":   {"ohms", "milliohms", "kiloohms", "megaohms"},
	"energy":                  {"joules", "kilojoules", "calories", "kilocalories", "watt_hours", "kilowatt_hours", "british_thermal_units"},
	"frequency":               {"hertz", "kilohertz", "megahertz", "gigahertz"},
	"illuminance":             {"lux", "foot_candles"},
	"inductance":              {"henries", "millihenries", "microhenries", "nanohenries"},
	"luminous_flux":           {"lumens"},
	"mass_flow_rate":          {"kilograms_per_hour", "kilograms_per_second", "grams_per_second", "grams_per_minute", "pounds_per_hour"},
	"power":                   {"watts", "milliwatts", "kilowatts", "megawatts", "horsepower"},
	"pressure":                {"pascals", "kilopascals", "megapascals", "bars", "millibars", "pounds_per_square_inch", "atmospheres"},
	"resolution":              {"megapixels"},
	"rotational_speed":        {"revolutions_per_minute", "revolutions_per_second"},
	"sound_level":             {"decibels"},
	"speed":                   {"meters_per_second", "kilometers_per_hour", "miles_per_hour", "feet_per_second", "knots"},
	"temperature":             {"celsius", "fahrenheit", "kelvin"},
	"thermal_power":           {"british_thermal_units_per_hour", "watts", "kilowatts"},
	"voltage":                 {"volts", "millivolts", "kilovolts"},
	"volume": {
		"milliliters", "centiliters", "liters", "cubic_meters", "fluid_ounces", "pints", "quarts", "gallons",
		"imperial_fluid_ounces", "imperial_pints", "imperial_quarts", "imperial_gallons",
	},
	"volumetric_flow_rate": {"liters_per_minute", "liters_per_hour", "liters_per_second", "gallons_per_minute", "cubic_meters_per_hour", "cubic_feet_per_minute"},
	"weight":               {"kilograms", "grams", "pounds", "ounces"},
}

// shortUnits are the units that have a short name too.
var shortUnits = map[string]string{
	"mm": "millimeters", "cm": "centimeters", "m": "meters", "in": "inches", "ft": "feet", "yd": "yards",
	"kg": "kilograms", "g": "grams", "lb": "pounds", "oz": "ounces",
	"ml": "milliliters", "cl": "centiliters", "l": "liters", "m3": "cubic_meters",
	"us_fl_oz": "fluid_ounces", "us_pt": "pints", "us_qt": "quarts", "us_gal": "gallons",
	"imp_fl_oz": "imperial_fluid_ounces", "imp_pt": "imperial_pints", "imp_qt": "imperial_quarts", "imp_gal": "imperial_gallons",
}

// signed are the measurements that may be below nothing.
var signed = []string{"antenna_gain", "sound_level", "temperature"}

// readMeasurement reads {"value":25,"unit":"cm"}; it is kept as
// {"value":25.0,"unit":"CENTIMETERS"}.
func readMeasurement(kind string) reader {
	return func(_ *Shop, v string) (string, string) {
		var m struct {
			Value json.Number `json:"value"`
			Unit  string      `json:"unit"`
		}
		n, ok := new(big.Rat), false
		if json.Unmarshal([]byte(v), &m) == nil {
			n, ok = decimal(m.Value.String())
		}
		unit := strings.ToLower(m.Unit)
		if long := shortUnits[unit]; long != "" {
			unit = long
		}
		switch {
		case !ok:
			return "", "must be a stringified JSON object with value and unit fields."
		case !slices.Contains(units[kind], unit):
			return "", "must be a supported unit."
		case n.Sign() < 0 && !slices.Contains(signed, kind):
			return "", "must be a non-negative number."
		}
		kept, _ := readDecimal(nil, m.Value.String())
		return `{"value":` + kept + `,"unit":"` + strings.ToUpper(unit) + `"}`, ""
	}
}

// currencies are those Shopify knows.
var currencies = strings.Fields(`
	AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF
	CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK
	HTG HUF IDR ILS INR IQD IRR ISK JEP JMD JOD JPY KES KGS KHR KID KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL
	LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
	PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD STN SYP SZL THB TJS TMT TND TOP TRY TTD
	TWD TZS UAH UGX USD USDC UYU UZS VED VEF VES VND VUV WST XAF XCD XOF XPF XXX YER ZAR ZMW`)
