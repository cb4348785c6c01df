// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {afterPermit, afterRevocation} from "./PermitModel.sol";
import {Signing} from "./Signing.sol";

// Any sequence of permits and revocations, by transaction and by signature, against a model of a few lines.
contract PermitSequenceTest is Signing {
    /// hardhat-config: fuzz.runs = 1000
    function testFuzz_aPermitIsWhatTheLastWordsLeft(uint256 seed) external {
        Permit memory model;
        uint40 time = NOW;
        for (uint256 i = 0; i < 12; ++i) {
            uint256 die = roll(seed, i);
            time += uint40((die >> 8) % 40);
            vm.warp(time);
            if (die % 3 == 0) {
                model = afterRevocation(model, time);
                if (die % 2 == 0) revoke(terms());
                else relayRevocation(terms(), NO_END, signRevocation(terms()));
            } else {
                Terms memory t = terms();
                t.from = uint40(NOW + ((die >> 16) % 400));
                t.until = uint40((t.from > time ? t.from : time) + 1 + ((die >> 32) % 100));
                (t.purposes, t.kinds) = (uint88(die >> 48) | 1, uint48(die >> 136) | 1);
                model = afterPermit(model, t, time);
                if (die % 2 == 0) permit(t);
                else relayPermit(t, NO_END, signPermit(t));
            }
            vm.assertEq(abi.encode(registry.permitOf(ALICE, RECORD, radiologist)), abi.encode(model));
        }
    }
}
